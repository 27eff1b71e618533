package io.github.p2pdi.impl.store;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RfcTitleTest {
    private static final String BODY =
            "\n\n   This is the text. It goes on for a while, as texts do, and it is no title at\n   all.\n";
    private static final String HEADER = """





            Network Working Group                                         A. Nobody
            Request for Comments: 9001                            University of Oz
            NIC: 1234                                                 1 April 1971


            """;

    private static Optional<String> title(String text) {
        return title(text, UTF_8);
    }

    private static Optional<String> title(String text, Charset charset) {
        return RfcTitle.in(ByteBuffer.wrap(text.replace("\n", "\r\n").getBytes(charset)));
    }

    private static void assertTitle(String expected, String text) {
        assertEquals(Optional.of(expected), title(text));
    }

    private static void assertNone(String text) {
        assertEquals(Optional.empty(), title(text));
    }

    @Test
    void centredTitleFollowsTheHeader() {
        assertTitle("THE YELLOW BRICK PROTOCOL", HEADER + "                       THE YELLOW BRICK PROTOCOL" + BODY);
    }

    @Test
    void titleOfTwoLinesBecomesOne() {
        assertTitle(
                "Conventions for Using a Broomstick as a Terminal in Places Without Network Hosts",
                HEADER
                        + "    Conventions for Using a Broomstick as a Terminal in Places Without\n"
                        + "                              Network Hosts"
                        + BODY);
    }

    @Test
    void centredLinesOfEqualLengthAreATitle() {
        assertTitle("SERVER BROOM PROTOCOL NETWORK BROOM SURVEY", HEADER + """
                               SERVER BROOM PROTOCOL
                               NETWORK BROOM SURVEY\
                """ + BODY);
    }

    @Test
    void underlinesAreNoPartOfTheTitle() {
        assertTitle("BROOM STANDARDS FOR REMOTE WITCHES", HEADER + """
                                        BROOM STANDARDS
                                        ---------------
                                      FOR REMOTE WITCHES
                                      __________________\
                """ + BODY);
    }

    @Test
    void titleThatEndsLikeHalfASentenceGoesOnBehindTheBlankLine() {
        assertTitle("THE BROOM SERVICE -- NOTES FOR PILOTS", HEADER + """
                                  THE BROOM SERVICE --

                                   NOTES FOR PILOTS\
                """ + BODY);
        assertTitle("BROOMS, BRUSHES, and SWEEPERS: The Oz View", HEADER + """
                         BROOMS, BRUSHES, and SWEEPERS:

                                  The Oz View\
                """ + BODY);
    }

    @Test
    void secondHeadingBehindACompleteTitleIsLeftOut() {
        assertTitle("Third Level Brooms", HEADER + """
                                   Third Level Brooms

                                     Sweeper Brooms\
                """ + BODY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Network Working Group                                           4689\nRFC-9001                                       A. Nobody\n",
                "NWG                                                A. Nobody\nRFC - 9001                                         OZ\n",
                "RFC 9001                                            Annie Nobody\nNIC 7126                      Oz Network Information Center\n",
                "Request for Comments # 9001                                   A. Nobody\nCategories  C.4                                    1 May 71\n",
                "                                                  A. Nobody\nNetwork Working Group                             OZ\nRequest for Comments:    9001                     4/30/70\n",
                "Annie Nobody                                 Network Working Group\nOz University                                Request for Comments #9001\n",
                "                         NETWORK WORKING GROUP\n\n                        REQUEST FOR COMMENT: 9001\n\n                                NIC 5841\n",
                "Network Working Group                              A. Nobody\nREQUEST  COMMENTS #9001                             OZ\n\nCategories:  D.4\nObsoletes:   None\n",
                "Network Working Group                              A. Nobody\nRequest for Comments #9001                         OZ\n\n                                                   June 19, 1970\n",
                "                                      Vint Nobody - OZ\n\nRFC 9001                              Annie Nobody - OZ\nCategory: D.4\n",
                "RFC:  9001\n",
                "Network Working Group                                   A. Nobody\nRequest for Comments: 9001                                     OZ\nObsoletes RFC: 765 (IEN 149)                         October 1985\n"
            })
    void everyHeaderOfOldIsRecognised(String header) {
        assertTitle("A Protocol for Brooms", header + "\n\n                         A Protocol for Brooms" + BODY);
    }

    @Test
    void modernLayoutIsRecognised() {
        assertTitle("Broom Transfer Semantics", """
                \ufeff



                Internet Engineering Task Force (IETF)                    A. Nobody, Ed.
                Request for Comments: 99110                                           Oz
                STD: 197                                              T. Woodman, Ed.
                Obsoletes: 2818, 7230, 7231, 7232, 7233,                        Tinware
                           7235, 7538, 7615, 7694                       L. Cowardly, Ed.
                Updates: 3864                                                    Savanna
                Category: Standards Track                                      June 2022
                ISSN: 2070-1721


                                        Broom Transfer Semantics

                Abstract

                   The Broom Transfer Protocol (BTP) is stateless.
                """);
    }

    @Test
    void nameOfADraftIsNoPartOfItsTitle() {
        assertTitle("Brooms over HTTP", """
                Internet-Draft                                                 A. Nobody
                Intended status: Standards Track                                      Oz
                Expires: 1 January 2031                                     30 June 2030


                                            Brooms over HTTP
                                     draft-nobody-brooms-http-07

                Abstract
                """);
    }

    @Test
    void titleRightBehindTheHeaderNeedsNoBlankLine() {
        assertTitle("Updated Broom List", """
                Network Working Group                                          A. Nobody
                Request for Comments #9001                                     1 July 70
                                       Updated Broom List
                                       ------------------

                One copy only.
                """);
    }

    @Test
    void titleBeforeTheHeaderIsFound() {
        assertTitle("A BROOM/440 PROTOCOL CONCEPT", """
                                     A BROOM/440 PROTOCOL CONCEPT

                Network Working Group              Annie Nobody
                Request for Comments #9001         University of Oz

                                 This RFC is being circulated as an
                                 information RFC. Its intent is to
                                 convey some of the thinking and
                                 the rest of it.
                """);
    }

    @Test
    void titleOnTheLeftEdgeIsToldByItsCapitals() {
        assertTitle(
                "Two Suggestions to Reduce Congestion at Sleepy Brooms",
                HEADER + "Two Suggestions to Reduce Congestion at Sleepy Brooms" + BODY);
        assertTitle("THE USE OF BROOMS", HEADER + "THE USE OF BROOMS" + BODY);
        assertTitle(
                "An Interactive Broom Experiment to Study Modes of Access the Broom Information Center",
                HEADER + "An Interactive Broom Experiment to Study Modes of Access the Broom\nInformation Center"
                        + BODY);
        assertTitle(
                "The use of 'set broom type' in sweeping",
                HEADER + "The use of 'set broom type' in sweeping\n-----------------" + BODY);
    }

    @Test
    void oneLineCanHoldNumberTitleAndDate() {
        assertTitle(
                "Broom Mailing Lists",
                "RFC 9001               Broom Mailing Lists              26 May 1971\n\nThe lists follow.\n");
        assertTitle(
                "Broom List by Number",
                "Broom List by Number     1 June 1971         RFC 9001           NIC 6790\n\n1st Author\n");
        assertTitle(
                "Conversations with a Witch (OZ)",
                "NWG/RFC 9001      Conversations with a Witch (OZ)\n\n                 A. Nobody\n");
    }

    @Test
    void journalEntriesHaveTheirTitleInTheSecondLine() {
        assertTitle("What We Hope Is A List of Brooms", """
                NWG/RFC #9001                                    21-DEC-71 16:29  8295
                What We Hope Is A List of Brooms                 Annie Nobody
                                                                 OZ

                   The enclosed is what we hope.
                """);
        assertTitle("COMMENTS ON A BROOM", """
                NWG/RFC # 9001                                                A. Nobody
                                                                              OZ
                NIC #6755                                                     May 10, 1971

                                   COMMENTS ON A BROOM
                """);
    }

    @Test
    void coverPageHasItsTitleBeforeTheCategories() {
        assertTitle("MODIFICATIONS TO BROOM #177", """
                                         NETWORK WORKING GROUP

                                        REQUEST FOR COMMENTS 9001

                                             JUNE 27, 1971

                                              ANNIE NOBODY

                                            UNIVERSITY OF OZ

                                       MODIFICATIONS TO BROOM #177

                CATEGORY  D.6
                RFC's Obsoleted  none
                """);
    }

    @Test
    void labelledTitleIsTaken() {
        assertTitle("Broom Software", """
                Network Working Group                                      Annie Nobody
                Request for Comments: 9001                                           OZ


                                         Title:   Broom Software
                                        Author:   Annie Nobody
                """);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "                            [unknown title]\n\n[page 1 missing]\n",
                "At OZ on October 10, there was a meeting attended by:\n\n           OZ                             KANSAS\n",
                "It is suggested that link 1 be used for the broom control link\nand link 0 be used for brush control.\n",
                "This note is in response to a note on brooms.\n\nMore of it.\n",
                "     At the last Broom meeting held in July at\n\nO.Z., we tentatively scheduled the next Broom\n",
                "   As described in RFC's #207 and #212, the next meeting of the Oz\n   Broom Working Group (BWG) will be held at the yellow brick road in\n   Oz, October 10-14, 1971.\n",
                "1.  Introduction\n\n   Brooms.\n",
                "ABSTRACT\n\n   Brooms.\n",
                "                          Status of this Memo\n\n   Brooms.\n",
                ""
            })
    void whereNoTitleIsThereIsNone(String text) {
        assertNone(HEADER + text);
    }

    @Test
    void textWithoutHeaderHasAHeadingOrNothing() {
        assertTitle("Notes on Sweeping", "Notes on Sweeping\n\nFirst, take a broom.\n");
        assertTitle(
                "BROOM SUBPROGRAMS",
                "\n\n                       BROOM SUBPROGRAMS\n\n                        April 21, 1971\n");
        assertNone(
                "                         Annie W. Nobody, Jr.\n                           OZ Project\n\nThe method of sweeping.\n");
        assertNone("just seventeen ch\n");
        assertNone("<!DOCTYPE html>\n\n<title>Brooms</title>\n");
        assertNone("%!PS-Adobe-3.0\n\n%%Title: Brooms\n");
    }

    @Test
    void headerAloneHasNoTitle() {
        assertNone(HEADER);
        assertNone("RFC 9001");
    }

    @Test
    void footnoteStarIsNotShown() {
        assertTitle("A Preferred Broom", HEADER + "                       A Preferred Broom*" + BODY);
    }

    @Test
    void escapesOverstrikesAndControlsAreRemoved() {
        assertTitle(
                "BOLD BROOMS",
                HEADER + "                       \u001b[1mB\bBO\bOL\bLD\bD BRO\u0007OMS\u001b[0m\u200e" + BODY);
    }

    @Test
    void tabsStandForColumns() {
        assertTitle(
                "A Tabbed Broom",
                "Network Working Group\t\t\tA. Nobody\nRFC 9001\t\t\t\tOZ\n\n\t\t\tA\tTabbed Broom\n\ntext\n");
    }

    @Test
    void latin1IsReadWhereTheBytesAreNotUtf8() {
        String text = HEADER + "                          Besen f\u00fcr \u00c4lteste" + BODY;
        assertEquals(Optional.of("Besen f\u00fcr \u00c4lteste"), title(text, ISO_8859_1));
        assertEquals(Optional.of("Besen f\u00fcr \u00c4lteste"), title(text, UTF_8));
    }

    @Test
    void headThatEndsWithinACharacterIsStillUtf8() {
        byte[] whole = (HEADER + "                          Besen f\u00fcr \u00c4lteste\n\n \u20ac").getBytes(UTF_8);
        assertEquals(
                Optional.of("Besen f\u00fcr \u00c4lteste"), RfcTitle.in(ByteBuffer.wrap(whole, 0, whole.length - 1)));
    }

    @Test
    void formFeedEndsABlock() {
        assertTitle(
                "Paged Brooms",
                HEADER + "                           Paged Brooms\f                    Second Page" + BODY);
    }

    @Test
    void lineEndsOfAnySystemDo() {
        byte[] old = (HEADER + "                       Carriage Brooms" + BODY)
                .replace('\n', '\r')
                .getBytes(UTF_8);
        assertEquals(Optional.of("Carriage Brooms"), RfcTitle.in(ByteBuffer.wrap(old)));
    }

    @Test
    void titleIsCutAt200Characters() {
        String line = "                    " + "Broom ".repeat(9).strip();
        String title = title(HEADER + String.join("\n", line, line, line, line, line) + BODY)
                .orElseThrow();
        assertTrue(title.length() <= 200 && title.length() > 190, title);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 17, 63, 64, 100, 200, 300, 400, 500})
    void headCutAnywhereNeverFails(int length) {
        byte[] whole = (HEADER + "                       THE BROOM" + BODY).getBytes(UTF_8);
        Optional<String> title = RfcTitle.in(ByteBuffer.wrap(whole, 0, Math.min(length, whole.length)));
        assertTrue(title.isEmpty() || "THE BROOM".startsWith(title.get()), title.toString());
    }

    @Test
    void hugeLineIsNoTitle() {
        assertNone(HEADER + "        " + "BROOM".repeat(700) + "\n");
        assertNone("BROOM ".repeat(700));
    }

    @Test
    void binaryBytesHaveNoTitle() {
        byte[] header = HEADER.getBytes(UTF_8);
        ByteBuffer mixed = ByteBuffer.allocate(4096)
                .put(header)
                .put((byte) 0)
                .put("    A TITLE\n\n".getBytes(UTF_8))
                .flip();
        assertEquals(Optional.empty(), RfcTitle.in(mixed));
        byte[] every = new byte[255];
        for (int i = 0; i < every.length; i++) {
            every[i] = (byte) (i + 1);
        }
        assertEquals(Optional.empty(), RfcTitle.in(ByteBuffer.wrap(every)));
    }

    /** As a file may have that means no good; the stack is a small one. */
    @Test
    void halfSentencesWithoutEndAreNotFollowedFar() throws Exception {
        FutureTask<Optional<String>> title = new FutureTask<>(() -> title("RFC 1\f" + "a\f".repeat(2045)));
        new Thread(null, title, "small", 256 << 10).start();
        assertEquals(Optional.of("a a a a"), title.get());
    }
}
