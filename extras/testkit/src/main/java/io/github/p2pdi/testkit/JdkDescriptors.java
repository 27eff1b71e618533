package io.github.p2pdi.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/**
 * What the JDK opens for itself at first use and keeps for good: a socket for its channels, selectors for its virtual threads. It must be there
 * before anything is counted, or the first test that uses such a thing looks as if it left it.
 */
final class JdkDescriptors {
    private JdkDescriptors() {}

    static void open() throws IOException, InterruptedException {
        useChannels();
        try {
            Method start = Thread.class.getMethod("startVirtualThread", Runnable.class);
            ((Thread) start.invoke(null, (Runnable) JdkDescriptors::waitOnSocket)).join();
        } catch (NoSuchMethodException olderJdk) {
            // It has no virtual threads.
        } catch (ReflectiveOperationException unlikely) {
            throw new IllegalStateException("this JDK has virtual threads, but they do not start", unlikely);
        }
    }

    private static void useChannels() throws IOException {
        InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        try (ServerSocketChannel server = ServerSocketChannel.open().bind(anyPort);
                Selector selector = Selector.open();
                SocketChannel client = SocketChannel.open(server.getLocalAddress())) {
            client.configureBlocking(false);
            client.register(selector, 0);
        }
    }

    /** Only waiting makes the JDK open them, not a call that returns at once. */
    private static void waitOnSocket() {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            server.setSoTimeout(1);
            server.accept().close();
        } catch (SocketTimeoutException asExpected) {
            // Nobody connects.
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
