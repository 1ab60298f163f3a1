package io.pbrun.engine.connection;

import com.hierynomus.sshj.key.KeyAlgorithms;
import com.hierynomus.sshj.transport.cipher.BlockCiphers;
import com.hierynomus.sshj.transport.cipher.GcmCiphers;
import com.hierynomus.sshj.transport.kex.DHGroups;
import com.hierynomus.sshj.transport.kex.ExtInfoClientFactory;
import com.hierynomus.sshj.transport.mac.Macs;
import com.hierynomus.sshj.userauth.keyprovider.OpenSSHKeyV1KeyFile;
import java.util.List;
import net.schmizz.keepalive.KeepAliveProvider;
import net.schmizz.sshj.ConfigImpl;
import net.schmizz.sshj.common.LoggerFactory;
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
    setKeyAlgorithms(
        List.of(
            KeyAlgorithms.EdDSA25519(),
            KeyAlgorithms.ECDSASHANistp256(),
            KeyAlgorithms.ECDSASHANistp384(),
            KeyAlgorithms.ECDSASHANistp521(),
            KeyAlgorithms.RSASHA512(),
            KeyAlgorithms.RSASHA256()));
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
