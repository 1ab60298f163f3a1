package io.pbrun.engine.connection;

import com.hierynomus.sshj.key.KeyAlgorithm;
import com.hierynomus.sshj.key.KeyAlgorithms;
import com.hierynomus.sshj.transport.cipher.BlockCiphers;
import com.hierynomus.sshj.transport.cipher.GcmCiphers;
import com.hierynomus.sshj.transport.kex.DHGroups;
import com.hierynomus.sshj.transport.kex.ExtInfoClientFactory;
import com.hierynomus.sshj.transport.mac.Macs;
import com.hierynomus.sshj.userauth.keyprovider.OpenSSHKeyV1KeyFile;
import java.util.ArrayList;
import java.util.List;
import net.schmizz.keepalive.KeepAliveProvider;
import net.schmizz.sshj.ConfigImpl;
import net.schmizz.sshj.common.Factory;
import net.schmizz.sshj.common.KeyType;
import net.schmizz.sshj.common.LoggerFactory;
import net.schmizz.sshj.signature.SignatureRSA;
import net.schmizz.sshj.transport.compression.NoneCompression;
import net.schmizz.sshj.transport.kex.Curve25519SHA256;
import net.schmizz.sshj.transport.kex.ECDHNistP;
import net.schmizz.sshj.transport.random.JCERandom;
import net.schmizz.sshj.transport.random.SingletonRandomFactory;
import net.schmizz.sshj.userauth.keyprovider.OpenSSHKeyFile;
import net.schmizz.sshj.userauth.keyprovider.PKCS8KeyFile;

/**
 * The algorithms that are offered: those of today's OpenSSH that the JDK knows. sshj's own default
 * tries out thirty ciphers at every start.
 */
final class SshConfig extends ConfigImpl {
  /** Host certificates; those of RSA keys with the signatures that are still accepted. */
  static final List<KeyAlgorithms.Factory> CERTIFICATES =
      List.of(
          KeyAlgorithms.EdDSA25519CertV01(),
          KeyAlgorithms.ECDSASHANistp256CertV01(),
          KeyAlgorithms.ECDSASHANistp384CertV01(),
          KeyAlgorithms.ECDSASHANistp521CertV01(),
          new KeyAlgorithms.Factory(
              "rsa-sha2-512-cert-v01@openssh.com",
              new SignatureRSA.FactoryRSASHA512(),
              KeyType.RSA_CERT),
          new KeyAlgorithms.Factory(
              "rsa-sha2-256-cert-v01@openssh.com",
              new SignatureRSA.FactoryRSASHA256(),
              KeyType.RSA_CERT));

  SshConfig() {
    setLoggerFactory(LoggerFactory.DEFAULT);
    setVersion("pbrun");
    setKeyExchangeFactories(
        new Curve25519SHA256.Factory(),
        new Curve25519SHA256.FactoryLibSsh(),
        new ECDHNistP.Factory256(),
        new ECDHNistP.Factory384(),
        new ECDHNistP.Factory521(),
        DHGroups.Group16SHA512(),
        DHGroups.Group14SHA256(),
        new ExtInfoClientFactory());
    List<Factory.Named<KeyAlgorithm>> keys = new ArrayList<>();
    keys.add(KeyAlgorithms.EdDSA25519());
    keys.add(KeyAlgorithms.ECDSASHANistp256());
    keys.add(KeyAlgorithms.ECDSASHANistp384());
    keys.add(KeyAlgorithms.ECDSASHANistp521());
    keys.add(KeyAlgorithms.RSASHA512());
    keys.add(KeyAlgorithms.RSASHA256());
    keys.addAll(CERTIFICATES);
    setKeyAlgorithms(keys);
    setCipherFactories(
        GcmCiphers.AES128GCM(),
        GcmCiphers.AES256GCM(),
        BlockCiphers.AES128CTR(),
        BlockCiphers.AES256CTR());
    setMACFactories(
        Macs.HMACSHA2256Etm(), Macs.HMACSHA2512Etm(), Macs.HMACSHA2256(), Macs.HMACSHA2512());
    setCompressionFactories(new NoneCompression.Factory());
    setFileKeyProviderFactories(
        new OpenSSHKeyV1KeyFile.Factory(),
        new PKCS8KeyFile.Factory(),
        new OpenSSHKeyFile.Factory());
    setRandomFactory(new SingletonRandomFactory(new JCERandom.Factory()));
    setKeepAliveProvider(KeepAliveProvider.KEEP_ALIVE);
  }
}
