package io.github.p2pdi.benchmarks.figure;

import io.github.p2pdi.benchmarks.server.Profile;
import java.io.IOException;

/** Follows a miss with its profile: another round of ours while samples are taken. */
final class Misses {
    private Misses() {}

    static void explain(Setting setting, boolean met, Side ours) throws IOException, InterruptedException {
        if (!met && setting.profiled()) {
            Profile.of(ours.server().pid(), ours::run).forEach(setting.report()::say);
        }
    }
}
