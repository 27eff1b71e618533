package io.github.p2pdi.benchmarks.load;

import java.nio.ByteBuffer;

/** Replies of so many frames of our protocol: ten bytes of length, then the message. A first frame that is not a 200 or 304 is the only one. */
public final class FrameReplies implements Replies {
    private static final int LENGTH_FIELD = 10;
    /** The code stands behind {@code HTTP/1.1} and a space. */
    private static final int CODE_AT = 9;

    private static final int CODE_END = CODE_AT + 3;

    private final int framesEach;
    private int frames;
    private int field;
    private long left;
    private int inMessage;
    private int code;
    private boolean refused;

    /** Of so many frames each. */
    public FrameReplies(int framesEach) {
        this.framesEach = framesEach;
    }

    @Override
    public void reset() {
        frames = 0;
        nextFrame();
    }

    @Override
    public boolean refused() {
        return refused;
    }

    @Override
    public boolean take(ByteBuffer in) {
        while (in.hasRemaining()) {
            if (field < LENGTH_FIELD) {
                length(in.get());
            } else if (inMessage < CODE_END) {
                code(in.get());
            } else {
                int count = (int) Math.min(left, in.remaining());
                in.position(in.position() + count);
                left -= count;
            }
            if (field == LENGTH_FIELD && left == 0 && frameEnded()) {
                return true;
            }
        }
        return false;
    }

    private void length(byte next) {
        if (next != ' ') {
            left = left * 10 + next - '0';
        }
        field++;
    }

    private void code(byte next) {
        if (inMessage >= CODE_AT) {
            code = code * 10 + next - '0';
        }
        inMessage++;
        left--;
    }

    /** Says whether that was the last frame of the reply. */
    private boolean frameEnded() {
        refused = code != 200 && code != 206 && code != 304;
        frames++;
        boolean whole = refused || frames == framesEach;
        if (whole) {
            frames = 0;
        }
        nextFrame();
        return whole;
    }

    private void nextFrame() {
        field = 0;
        left = 0;
        inMessage = 0;
        code = 0;
    }
}
