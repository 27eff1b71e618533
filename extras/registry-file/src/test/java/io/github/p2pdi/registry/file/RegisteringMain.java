package io.github.p2pdi.registry.file;

import io.github.p2pdi.registry.PeerRegistry;
import java.nio.file.Path;

/** Registers peers in a folder from 64 threads, and prints the number of each that is told that it is registered, until it is killed. */
final class RegisteringMain {
    private static final int THREADS = 64;
    private static final int STEP = 1_000_000;

    private RegisteringMain() {}

    public static void main(String[] args) throws Exception {
        PeerRegistry registry = new Stage().open(Path.of(args[0]));
        int first = Integer.parseInt(args[1]);
        for (int i = 0; i < THREADS; i++) {
            int from = first + i;
            new Thread(() -> register(registry, from)).start();
        }
    }

    private static void register(PeerRegistry registry, int from) {
        try {
            for (int number = from; number < from + STEP; number += THREADS) {
                Stage.registered(registry, number);
                System.out.println(number);
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
