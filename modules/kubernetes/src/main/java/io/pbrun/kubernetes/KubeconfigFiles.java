package io.pbrun.kubernetes;

import io.pbrun.engine.connection.ConnectionException;
import io.pbrun.engine.connection.FileOperationException;
import io.pbrun.engine.connection.TargetFiles;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * The files that a kubeconfig names. Relative paths are meant from its own folder.
 *
 * @param kubeconfig its path
 */
record KubeconfigFiles(TargetFiles files, String kubeconfig) {

  /**
   * What stands in the file as base64, or in the file that is named in its place.
   *
   * @param what the key without {@code -data}, for errors
   * @return null when neither is given
   */
  @Nullable String dataOrFile(@Nullable String data, @Nullable String file, String what)
      throws UnusableKubeconfig, InterruptedException {
    if (data != null && !data.isBlank()) {
      try {
        return new String(
            Base64.getDecoder().decode(data.replaceAll("\\s", "")), StandardCharsets.UTF_8);
      } catch (IllegalArgumentException e) {
        throw new UnusableKubeconfig("its " + what + "-data is not base64");
      }
    }
    return file == null || file.isBlank() ? null : read(resolve(file), what);
  }

  String read(String path, String what) throws UnusableKubeconfig, InterruptedException {
    try {
      if (files.stat(path, true) == null) {
        throw new UnusableKubeconfig("its " + what + " " + path + " does not exist");
      }
      return new String(files.read(path), StandardCharsets.UTF_8);
    } catch (ConnectionException | FileOperationException e) {
      throw new UnusableKubeconfig(
          "its " + what + " " + path + " cannot be read: " + e.getMessage());
    }
  }

  String resolve(String path) {
    int slash = kubeconfig.lastIndexOf('/');
    return path.startsWith("/") || slash < 0 ? path : kubeconfig.substring(0, slash + 1) + path;
  }
}
