package io.github.p2pdi.examples;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** The version that the jar's manifest names. */
final class ManifestVersion implements IVersionProvider {
    @Override
    public String[] getVersion() {
        Optional<String> packaged = Optional.ofNullable(Main.class.getPackage().getImplementationVersion());
        return new String[] {"p2pdi " + packaged.orElse("(not packaged)")};
    }
}
