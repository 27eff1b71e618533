package io.github.p2pdi.impl.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class SafeFileNameTest {
    private static final String PLAIN = "rfc7.txt";
    private static final Path FOLDER = Path.of("downloads").toAbsolutePath();

    /** Each for a cause of its own; none may be taken as it is. */
    private static Map<String, String> hostile() {
        Map<String, String> names = new TreeMap<>();
        paths(names);
        characters(names);
        shapes(names);
        windows(names);
        unicode(names);
        return names;
    }

    private static void paths(Map<String, String> names) {
        names.put("parent", "..");
        names.put("parent behind a slash", "a/..");
        names.put("parent behind a backslash", "a\\..");
        names.put("folder itself", ".");
        names.put("folder itself behind a slash", "a/.");
        names.put("root", "/");
        names.put("root of Windows", "\\");
        names.put("trailing slash", "a/b/");
        names.put("trailing backslash", "a\\b\\");
        names.put("many slashes", "//////");
        names.put("nothing", "");
        names.put("three dots", "...");
        names.put("drive", "C:");
        names.put("drive and name", "C:evil.txt");
        names.put("stream of NTFS", "a.txt:evil");
        names.put("stream with type", "a.txt::$DATA");
        names.put("device path of Windows", "\\\\.\\");
        names.put("URL that ends in a port", "file:");
        names.put("parent with a blank", ".. ");
        names.put("parent with a NUL", "..\0");
    }

    private static void characters(Map<String, String> names) {
        names.put("NUL within", "a\0.txt");
        names.put("NUL at the end", "a.txt\0");
        names.put("line feed", "a\n.txt");
        names.put("carriage return", "a\r.txt");
        names.put("tab", "a\tb.txt");
        names.put("escape", "a\u001b[2J.txt");
        names.put("backspace", "a\b.txt");
        names.put("bell", "a\u0007.txt");
        names.put("delete", "a\u007f.txt");
        names.put("C1 control", "a\u0085.txt");
        names.put("asterisk", "a*.txt");
        names.put("question mark", "a?.txt");
        names.put("pipe", "a|b.txt");
        names.put("less", "a<b.txt");
        names.put("greater", "a>b.txt");
        names.put("quote", "a\"b.txt");
        names.put("colon within", "a:b.txt");
    }

    private static void shapes(Map<String, String> names) {
        names.put("hidden file", ".profile");
        names.put("two dots in front", "..a.txt");
        names.put("option", "-rf");
        names.put("long option", "--help.txt");
        names.put("home", "~root");
        names.put("blank in front", " a.txt");
        names.put("blank behind", "a.txt ");
        names.put("dot behind", "a.txt.");
        names.put("dots behind", "a.txt...");
        names.put("blank and dot behind", "a.txt. ");
        names.put("nothing but blanks", "   ");
        names.put("too long", "a".repeat(197) + ".txt");
        names.put("too long in UTF-8", "\u20ac".repeat(66) + ".txt");
        names.put("far too long", "a".repeat(100_000));
        names.put("half a download", "a.txt.part");
        names.put("half a download in capitals", "a.txt.PART");
        names.put("state of a download", "a.txt.state");
        names.put("lock", "a.lock");
        names.put("temporary file", "a.tmp");
    }

    private static void windows(Map<String, String> names) {
        names.put("console", "CON");
        names.put("console in small letters", "con");
        names.put("console with extension", "con.txt");
        names.put("console with two extensions", "CON.tar.gz");
        names.put("console with a blank", "CON .txt");
        names.put("printer", "PRN.txt");
        names.put("auxiliary", "aux.h");
        names.put("null device", "NUL");
        names.put("null device behind a path", "a/b/nul.txt");
        names.put("serial line", "COM1.txt");
        names.put("serial line 0", "COM0");
        names.put("serial line in superscript", "COM\u00b9.txt");
        names.put("parallel line", "lpt9.txt");
        names.put("console input", "CONIN$");
        names.put("console output", "conout$.txt");
        names.put("clock", "CLOCK$");
    }

    private static void unicode(Map<String, String> names) {
        names.put("right-to-left override", "a\u202etxt.exe");
        names.put("right-to-left mark", "a\u200f.txt");
        names.put("isolate", "a\u2066.txt");
        names.put("zero-width space", "a\u200b.txt");
        names.put("zero-width joiner", "a\u200d.txt");
        names.put("soft hyphen", "a\u00ad.txt");
        names.put("byte order mark", "\ufeffa.txt");
        names.put("tag character", "a\udb40\udc41.txt");
        names.put("line separator", "a\u2028.txt");
        names.put("paragraph separator", "a\u2029.txt");
        names.put("blank that does not break", "a\u00a0.txt");
        names.put("blank of the East", "a\u3000.txt");
        names.put("private use", "a\ue000.txt");
        names.put("unassigned", "a\u0378.txt");
        names.put("no character", "a\uffff.txt");
        names.put("high surrogate alone", "a\ud83d.txt");
        names.put("low surrogate alone", "a\ude00.txt");
        names.put("surrogates in the wrong order", "a\ude00\ud83d.txt");
        names.put("not composed", "a\u0308.txt");
        names.put("other sign for the same letter", "\u212b.txt");
        names.put("slash of full width", "..\uff0fa.txt");
        names.put("backslash of full width", "..\uff3ca.txt");
        names.put("dots of full width", "\uff0e\uff0e");
        names.put("leader of two dots", "\u2025");
        names.put("sign that contains a slash", "\u2100.txt");
        names.put("colon of full width", "C\uff1aa.txt");
        names.put("device in full width", "\uff23\uff2f\uff2e");
        names.put("dot of full width behind", "a.txt\uff0e");
    }

    static Stream<Arguments> causes() {
        return hostile().entrySet().stream().map(entry -> Arguments.of(entry.getKey(), entry.getValue()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("causes")
    void hostileNameIsReplaced(String cause, String path) {
        assertEquals(PLAIN, SafeFileName.of(path, 7), cause);
    }

    @Test
    void causesAreManyAndDistinct() {
        Map<String, String> hostile = hostile();
        assertTrue(hostile.size() >= 90, "only " + hostile.size());
        assertEquals(hostile.size(), hostile.values().stream().distinct().count());
    }

    @ParameterizedTest
    @CsvSource({
        "rfc2616.txt, rfc2616.txt",
        "/home/alice/rfcs/rfc2616.txt, rfc2616.txt",
        "C:\\Users\\alice\\rfc2616.txt, rfc2616.txt",
        "../../etc/passwd, passwd",
        "..\\..\\boot.ini, boot.ini",
        "/etc/cron.d/evil, evil",
        "\\\\server\\share\\rfc1.txt, rfc1.txt",
        "a/b\\c.txt, c.txt",
        "a\\b/c.txt, c.txt",
        "notes on brooms.txt, notes on brooms.txt",
        "console.txt, console.txt",
        "com10.txt, com10.txt",
        "a.b.c.pdf, a.b.c.pdf",
        "README, README",
        "part.txt, part.txt"
    })
    void plainNameIsKept(String path, String name) {
        assertEquals(name, SafeFileName.of(path, 7));
    }

    /** Where the system's names are ASCII alone, Java can make no path of it. */
    @Test
    void nameInOtherLettersIsKeptWhereTheSystemCanWriteIt() {
        boolean unicode = Charset.forName(System.getProperty("sun.jnu.encoding"))
                .newEncoder()
                .canEncode("\u0416");
        assertEquals(unicode ? "\u0416\u00fc.txt" : PLAIN, SafeFileName.of("\u0416\u00fc.txt", 7));
    }

    @Test
    void longestNameIsKept() {
        String name = "a".repeat(196) + ".txt";
        assertEquals(name, SafeFileName.of(name, 7));
    }

    @Test
    void replacementSaysTheNumber() {
        assertEquals("rfc9223372036854775807.txt", SafeFileName.of("..", Long.MAX_VALUE));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("causes")
    void hostileNameInFrontOrBehindStaysInTheFolder(String cause, String path) {
        for (String variant :
                new String[] {path, "a/" + path, path + "/a.txt", "../" + path, path + "\\" + path, path + path}) {
            assertPlainChild(SafeFileName.of(variant, 7));
        }
    }

    @Test
    void randomNamesStayInTheFolder() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        String alphabet = "./\\: ~-\0\n\u202e\uff0f\ud83d\ude00aCcOoNn1.txt\u0308\u00e4";
        for (int i = 0; i < 20_000; i++) {
            StringBuilder path = new StringBuilder();
            for (int length = random.nextInt(12); length > 0; length--) {
                path.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            String name = SafeFileName.of(path.toString(), 7);
            assertPlainChild(name);
            assertEquals(name, SafeFileName.of(name, 7), () -> "not stable; seed " + seed);
        }
    }

    private static void assertPlainChild(String name) {
        Path resolved = FOLDER.resolve(name);
        assertEquals(FOLDER, resolved.normalize().getParent(), name);
        assertEquals(resolved, resolved.normalize(), name);
        assertNotEquals(FOLDER, resolved.normalize(), name);
        assertTrue(name.getBytes(StandardCharsets.UTF_8).length <= 200, name);
    }
}
