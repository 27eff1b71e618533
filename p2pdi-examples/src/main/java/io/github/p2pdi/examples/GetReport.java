package io.github.p2pdi.examples;

import io.github.p2pdi.error.P2pdiException;
import io.github.p2pdi.node.Download;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/** Says what becomes of the documents that {@code get} fetches: results on stdout, all else on stderr. */
final class GetReport {
    /** How long who is told to end waits for whoever writes a result: where nobody reads that, it would be for ever. */
    private static final long PATIENCE_SECONDS = 2;

    private final Console console;
    private final boolean json;
    private final Set<Long> saidResumed = ConcurrentHashMap.newKeySet();
    private final Set<Long> told = new HashSet<>();
    /** Held by whoever tells what has become of one. */
    private final ReentrantLock telling = new ReentrantLock();

    GetReport(Console console, boolean json) {
        this.console = console;
        this.json = json;
    }

    /** Says once where a document is gone on from. */
    void watch(Download download) {
        long resumed = download.progress().resumed();
        if (resumed > 0 && download.file().isPresent() && saidResumed.add(download.number())) {
            console.remark("resumed " + download.file().get().getFileName() + " at " + resumed + " bytes");
        }
    }

    /** Tells of so many as they end; whether all were had. */
    boolean await(BlockingQueue<Download> ended, int count) throws InterruptedException {
        int had = 0;
        boolean stopped = false;
        for (int left = count; left > 0; left--) {
            try {
                had += ended(ended.take()) ? 1 : 0;
            } catch (CancellationException e) {
                stopped = true;
            }
        }
        if (stopped) {
            console.remark("stopped before all documents were had");
        }
        return had == count;
    }

    /** Tells of all that have ended, once nothing more is waited for; of none while a result is written that nobody reads. */
    void stopped(Collection<Download> all) {
        if (!mayTell()) {
            return;
        }
        try {
            all.forEach(this::toldToEnd);
        } finally {
            telling.unlock();
        }
    }

    private boolean mayTell() {
        try {
            return telling.tryLock(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return telling.tryLock();
        }
    }

    private void toldToEnd(Download each) {
        try {
            if (each.state() == Download.State.CANCELLED) {
                stopped(each);
            } else if (each.state().isFinal()) {
                ended(each);
            }
        } catch (OutputException e) {
            // Nobody reads the results any more; what stays of the others is still to be said.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Tells of one that has ended, whoever is first to say so; whether it was had. */
    private boolean ended(Download download) throws InterruptedException {
        telling.lock();
        try {
            return tell(download);
        } finally {
            telling.unlock();
        }
    }

    private boolean tell(Download download) throws InterruptedException {
        boolean first = told.add(download.number());
        try {
            Path file = download.await();
            watch(download);
            if (first) {
                long bytes = size(download, file);
                console.result(
                        json ? object(download, file, bytes) : download.number() + "  " + bytes + " bytes  " + file);
            }
            return true;
        } catch (P2pdiException e) {
            watch(download);
            if (first) {
                String why = ErrorLine.sentence(e);
                try {
                    failed(download.number(), why);
                    console.remark(download.number() + ": " + why);
                } finally {
                    stays(download, "");
                }
            }
            return false;
        }
    }

    /** Of what was not fetched, its file knows; somebody may have taken that away again. */
    private static long size(Download download, Path file) {
        long fetched = download.progress().bytes();
        if (fetched > 0) {
            return fetched;
        }
        try {
            return Files.size(file);
        } catch (IOException e) {
            return fetched;
        }
    }

    /** Tells scripts of each document; people are told once, by what it is thrown to. */
    void noneCanBeHad(Set<Long> numbers, Exception e) {
        numbers.forEach(number -> failed(number, ErrorLine.sentence(e)));
    }

    private void failed(long number, String why) {
        if (json) {
            console.result(
                    new JsonLine().number("number", number).text("error", why).toString());
        }
    }

    /** Tells of one that was interrupted, and how to go on with it: that first, as the same signal may have ended who reads the results. */
    private void stopped(Download download) {
        stays(download, "interrupted: ");
        failed(download.number(), "interrupted");
    }

    private void stays(Download download, String why) {
        if (download.file().isEmpty() || download.progress().bytes() == 0) {
            return;
        }
        Path file = download.file().get();
        Path part = file.resolveSibling(file.getFileName() + ".part");
        if (Files.exists(part)) {
            console.remark(why + download.progress().bytes() + " bytes of document " + download.number() + " stay in "
                    + part + "; the same command goes on from there");
        }
    }

    private static String object(Download download, Path file, long bytes) {
        return new JsonLine()
                .number("number", download.number())
                .number("bytes", bytes)
                .text("file", file.toString())
                .number("resumed", download.progress().resumed())
                .text(
                        "verified",
                        switch (download.verification()) {
                            case NONE -> "none";
                            case LENGTH -> "length";
                            case SHA256 -> "sha256";
                        })
                .toString();
    }
}
