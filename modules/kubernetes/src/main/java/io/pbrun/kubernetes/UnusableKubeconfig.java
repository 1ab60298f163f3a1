package io.pbrun.kubernetes;

/** A kubeconfig that cannot be used, and why, in words that follow "the kubeconfig X: ...". */
final class UnusableKubeconfig extends Exception {
  UnusableKubeconfig(String message) {
    super(message);
  }
}
