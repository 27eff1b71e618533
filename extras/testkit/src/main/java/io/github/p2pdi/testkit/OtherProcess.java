package io.github.p2pdi.testkit;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Another process, which tries for the lock of a file: only there is it seen whether this process has it still. */
public final class OtherProcess {
    private OtherProcess() {}

    /**
     * Whether another process gets the lock of a file.
     *
     * @param file a file that is there
     * @return whether nobody has locked it
     * @throws IOException if the process cannot be started
     * @throws InterruptedException if it is interrupted while that runs
     */
    public static boolean canLock(Path file) throws IOException, InterruptedException {
        int code = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xshare:auto",
                        "-cp",
                        System.getProperty("java.class.path"),
                        OtherProcess.class.getName(),
                        file.toString())
                .inheritIO()
                .start()
                .waitFor();
        if (code > 1) {
            throw new IOException("the other process could not try to lock " + file);
        }
        return code == 0;
    }

    /**
     * Ends with 0 if it gets the lock, with 1 if not.
     *
     * @param args the file
     */
    public static void main(String[] args) {
        int code;
        try (FileChannel channel = FileChannel.open(Path.of(args[0]), StandardOpenOption.WRITE)) {
            code = channel.tryLock() == null ? 1 : 0;
        } catch (IOException e) {
            System.err.println(e);
            code = 2;
        }
        System.exit(code);
    }
}
