package io.github.p2pdi.benchmarks.server;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.DefaultFileRegion;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.epoll.EpollEventLoopGroup;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.io.File;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;

/** A file server on Netty, as its documentation would have it: epoll, zero copy, one loop as we have one on two cores. */
final class NettyFiles extends SimpleChannelInboundHandler<HttpRequest> {
    private static final int BACKLOG = 1024;

    private final Path folder;

    private NettyFiles(Path folder) {
        this.folder = folder;
    }

    /** {@code NettyFiles FOLDER}; prints where it listens and runs until it is ended. */
    public static void main(String[] args) throws InterruptedException {
        Path folder = Path.of(args[0]);
        EventLoopGroup loops =
                new EpollEventLoopGroup(Math.max(1, Runtime.getRuntime().availableProcessors() / 2));
        Channel server = new ServerBootstrap()
                .group(loops)
                .channel(EpollServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        channel.pipeline()
                                .addLast(new HttpRequestDecoder(), new HttpResponseEncoder(), new NettyFiles(folder));
                    }
                })
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .sync()
                .channel();
        System.out.println("netty listening on 127.0.0.1:" + ((InetSocketAddress) server.localAddress()).getPort());
        server.closeFuture().sync();
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // They are no futures: what fails is told to exceptionCaught.
    protected void channelRead0(ChannelHandlerContext context, HttpRequest request) {
        // Only our own generator asks, for files that are there.
        File file = folder.resolve(request.uri().substring(1)).toFile();
        long size = file.length();
        DefaultHttpResponse head = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
        head.headers().set(HttpHeaderNames.CONTENT_LENGTH, size);
        context.write(head, context.voidPromise());
        context.write(new DefaultFileRegion(file, 0, size), context.voidPromise());
        context.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT, context.voidPromise());
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // There is nobody to tell.
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        context.close();
    }
}
