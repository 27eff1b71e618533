package io.github.p2pdi.testkit;

import static io.github.p2pdi.testkit.RegistryStage.ALICE;
import static io.github.p2pdi.testkit.RegistryStage.ASKED;
import static io.github.p2pdi.testkit.RegistryStage.BOB;
import static io.github.p2pdi.testkit.RegistryStage.ELSEWHERE;
import static io.github.p2pdi.testkit.RegistryStage.HOME;
import static io.github.p2pdi.testkit.RegistryStage.STANDARD;
import static io.github.p2pdi.testkit.RegistryStage.addresses;
import static io.github.p2pdi.testkit.RegistryStage.asking;
import static io.github.p2pdi.testkit.RegistryStage.plain;
import static io.github.p2pdi.testkit.RegistryStage.register;
import static io.github.p2pdi.testkit.RegistryStage.set;
import static io.github.p2pdi.testkit.RegistryStage.with;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.p2pdi.model.Cookie;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.model.Registration;
import io.github.p2pdi.registry.PeerRegistry;
import io.github.p2pdi.registry.PeerRegistryProvider;
import io.github.p2pdi.registry.TakeOver;
import io.github.p2pdi.registry.Verdict;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What every {@link PeerRegistry} keeps, as tests; the names of the tests begin with the number of the rule in its description. Extend it, open the
 * registry, and run:
 *
 * <pre>{@code
 * class CardIndexTest extends PeerRegistryContract {
 *     @Override
 *     protected PeerRegistry open(PeerRegistryProvider.Context context) {
 *         return new CardIndexProvider().open(URI.create("cards:/tmp/cards"), context);
 *     }
 * }
 * }</pre>
 *
 * <p>Each test opens one registry, which must be empty. Time stands still but where a test moves it. No test depends on how fast anything is. Peers register and
 * leave as they do at a server, in the forms that say what came of it when that is safe; of the others one test sees that they say the same.
 */
public abstract class PeerRegistryContract {
    private final RegistryStage stage = new RegistryStage();

    @SuppressWarnings("NullAway.Init") // Each test begins with opening one.
    private PeerRegistry registry;

    /** For those who extend it. */
    protected PeerRegistryContract() {}

    /**
     * {@return a registry to test, open and empty} It is closed when the test has ended.
     *
     * @param context what it works with
     * @throws Exception if it cannot be opened
     */
    protected abstract PeerRegistry open(PeerRegistryProvider.Context context) throws Exception;

    /**
     * {@return whether the registry keeps its records across restarts} Then {@link #open} is called a second time in a test of rule 16, behind the close of
     * the first registry, and has what that had. That a kill loses nothing is for tests of your own.
     */
    protected boolean keepsRecords() {
        return false;
    }

    private PeerRegistry opened() throws Exception {
        return opened(stage.context());
    }

    private PeerRegistry opened(PeerRegistryProvider.Context context) throws Exception {
        registry = new WaitingForms(open(context));
        return registry;
    }

    @AfterEach
    void closeTheRegistry() {
        if (registry != null) {
            registry.close();
        }
    }

    @Test
    void rule01_leaseEndsAtItsNanosecondAndNotBefore() throws Exception {
        register(opened(), asking(ALICE, HOME));
        stage.pass(ASKED.minusNanos(1));
        assertEquals(set(ALICE), addresses(registry.listed()));
        assertEquals(1, registry.size());
        stage.pass(Duration.ofNanos(1));
        assertEquals(set(), addresses(registry.listed()));
        assertEquals(0, registry.size());
    }

    @Test
    void rule01_hostAndPortAreTheKeyAndTheSchemeIsNot() throws Exception {
        register(opened(), plain(ALICE, HOME));
        PeerAddress moved = new PeerAddress("tls", ALICE.host(), ALICE.port());
        register(registry, plain(moved, HOME));
        register(registry, plain(PeerAddress.of(ALICE.host(), 4999), HOME));
        assertEquals(set(moved, PeerAddress.of(ALICE.host(), 4999)), addresses(registry.listed()));
    }

    @ParameterizedTest
    @CsvSource({"24", "-24"})
    void rule02_wallClockDoesNotMatter(int hours) throws Exception {
        Cookie cookie = register(opened(), asking(ALICE, HOME)).cookie();
        stage.clock.jumpWall(Duration.ofHours(hours));
        stage.pass(ASKED.minusNanos(1));
        assertEquals(set(ALICE), addresses(registry.listed()));
        registry.renew(cookie);
        stage.clock.jumpWall(Duration.ofHours(-2L * hours));
        stage.pass(ASKED);
        assertEquals(set(), addresses(registry.listed()));
    }

    @Test
    void rule03_cookiesAreNewPositiveAndNeverUsedTwice() throws Exception {
        AtomicInteger draws = new AtomicInteger();
        long[] numbers = {0, 5, 5, 5, 7, 5, 0, 9};
        register(
                opened(stage.context(
                        () -> draws.get() < 2
                                ? draws.getAndIncrement() + 77
                                : numbers[(draws.getAndIncrement() - 2) % 8],
                        TakeOver.COOKIE_OR_ADDRESS,
                        10,
                        10)),
                plain(ALICE, HOME));
        Set<Long> cookies = new HashSet<>();
        cookies.add(register(registry, plain(ALICE, HOME)).cookie().value());
        cookies.add(register(registry, plain(BOB, HOME)).cookie().value());
        cookies.add(
                register(registry, plain(PeerAddress.of("c", 1), HOME)).cookie().value());
        assertEquals(3, cookies.size());
        assertTrue(cookies.stream().allMatch(cookie -> cookie > 0), cookies.toString());
    }

    @Test
    void rule04_strangerIsToldHowLongTheHolderStillHasAndChangesNothing() throws Exception {
        Registration first = register(opened(), asking(ALICE, HOME));
        stage.pass(Duration.ofSeconds(100));
        String version = registry.version();
        assertEquals(
                new Verdict.Held(Duration.ofSeconds(200)),
                registry.register(with(new Cookie(first.cookie().value() ^ 1), asking(ALICE, ELSEWHERE))));
        assertEquals(version, registry.version());
        stage.pass(Duration.ofSeconds(200));
        assertEquals(set(), addresses(registry.listed()), "the lease was not renewed");
    }

    @Test
    void rule04_cookieAloneCountsWhereTheSourceDoesNot() throws Exception {
        Cookie cookie = register(opened(stage.context(TakeOver.COOKIE_ONLY, 10, 10)), asking(ALICE, HOME))
                .cookie();
        assertInstanceOf(Verdict.Held.class, registry.register(asking(ALICE, HOME)));
        assertEquals(
                cookie,
                register(registry, with(cookie, asking(ALICE, ELSEWHERE))).cookie());
        stage.pass(ASKED);
        assertNotEquals(cookie, register(registry, asking(ALICE, ELSEWHERE)).cookie());
    }

    @ParameterizedTest
    @EnumSource
    void rule04_recordOfACertificateIsItsOwnFromAnywhere(TakeOver takeOver) throws Exception {
        new CertificateRules(stage, opened(stage.context(takeOver, 10, 10))).recordOfACertificateIsItsOwnFromAnywhere();
    }

    @ParameterizedTest(name = "active {0}, lease asked {1}, cookie brought {2}, same source {3}: {4}")
    @CsvSource({
        "true,  false, true,  true,  OLD",
        "true,  false, true,  false, OLD",
        "true,  false, false, true,  OLD",
        "true,  false, false, false, HELD",
        "true,  true,  true,  true,  OLD",
        "true,  true,  true,  false, OLD",
        "true,  true,  false, true,  NEW",
        "true,  true,  false, false, HELD",
        "false, false, true,  true,  OLD",
        "false, false, true,  false, OLD",
        "false, false, false, true,  OLD",
        "false, false, false, false, AFRESH",
        "false, true,  true,  true,  OLD",
        "false, true,  true,  false, OLD",
        "false, true,  false, true,  NEW",
        "false, true,  false, false, AFRESH",
    })
    void rule05_and06_whoGetsARecordBackAndHow(
            boolean active, boolean lease, boolean brought, boolean same, String outcome) throws Exception {
        Cookie old = register(opened(), plain(ALICE, HOME)).cookie();
        stage.pass(active ? Duration.ofSeconds(1) : STANDARD);
        String source = same ? HOME : ELSEWHERE;
        var claim = lease ? asking(ALICE, source) : plain(ALICE, source);
        Verdict verdict = registry.register(brought ? with(old, claim) : claim);
        if (outcome.equals("HELD")) {
            assertInstanceOf(Verdict.Held.class, verdict);
            assertTrue(registry.renew(old).isPresent());
            return;
        }
        Registration registration =
                assertInstanceOf(Verdict.Granted.class, verdict).registration();
        assertEquals(outcome.equals("OLD"), registration.cookie().equals(old));
        assertEquals(outcome.equals("AFRESH") ? 1 : 2, registration.peer().registrationCount());
        assertEquals(outcome.equals("OLD"), registry.renew(old).isPresent(), "whether the old cookie lives");
        assertEquals(set(ALICE), addresses(registry.listed()));
    }

    @Test
    void rule06_unprovenClaimsTakeNothingFromOthers() throws Exception {
        Cookie old = register(opened(), plain(ALICE, HOME)).cookie();
        stage.pass(STANDARD);
        Verdict verdict = registry.register(asking(ALICE, ELSEWHERE).withoutProof());
        assertEquals(new Verdict.Held(Duration.ZERO), verdict);
        assertTrue(registry.renew(old).isPresent());
        assertNotEquals(
                old, register(registry, asking(ALICE, HOME).withoutProof()).cookie(), "from its source it is its own");
        register(registry, asking(BOB, ELSEWHERE).withoutProof());
    }

    @Test
    void rule07_registrationsCountFor30DaysAndTheLastLeaseIsThatOfRenewals() throws Exception {
        Cookie cookie = register(opened(), plain(ALICE, HOME)).cookie();
        stage.pass(Duration.ofDays(30).minusMillis(1));
        Registration second = register(registry, with(cookie, asking(ALICE, HOME)));
        assertEquals(2, second.peer().registrationCount());
        assertEquals(ASKED, second.peer().ttl());
        assertEquals(Optional.of(ASKED.dividedBy(3)), second.renewAfter());
        stage.pass(Duration.ofMillis(1));
        Registration renewed = registry.renew(cookie).orElseThrow();
        assertEquals(1, renewed.peer().registrationCount());
        assertEquals(ASKED, renewed.peer().ttl());
    }

    @Test
    void rule08_renewalBeginsALeaseAnewAlsoOfAnInactiveRecord() throws Exception {
        Cookie cookie = register(opened(), asking(ALICE, HOME)).cookie();
        stage.pass(ASKED.minusNanos(1));
        assertEquals(ASKED, registry.renew(cookie).orElseThrow().peer().ttl());
        stage.pass(ASKED.multipliedBy(2));
        assertTrue(registry.renew(cookie).orElseThrow().peer().active());
        assertEquals(set(ALICE), addresses(registry.listed()));
        assertEquals(Optional.empty(), registry.renew(new Cookie(cookie.value() ^ 1)));
    }

    @Test
    void rule09_whoLeavesIsListedNoMoreAndMayComeBack() throws Exception {
        Cookie cookie = register(opened(), plain(ALICE, HOME)).cookie();
        assertTrue(registry.leave(cookie));
        assertEquals(set(), addresses(registry.listed()));
        assertTrue(registry.leave(cookie), "leaving twice is quiet");
        assertEquals(false, registry.leave(new Cookie(cookie.value() ^ 1)));
        assertEquals(Optional.of(HOME), registry.owner(cookie));
        assertTrue(registry.renew(cookie).isPresent());
        assertEquals(set(ALICE), addresses(registry.listed()));
    }

    @Test
    void rule10_inactiveRecordsAreForgottenAfter30Days() throws Exception {
        Cookie cookie = register(opened(), plain(ALICE, HOME)).cookie();
        assertTrue(registry.leave(cookie));
        stage.pass(Duration.ofDays(30).minusNanos(1));
        assertEquals(Optional.of(HOME), registry.owner(cookie));
        stage.pass(Duration.ofNanos(1));
        assertEquals(Optional.empty(), registry.owner(cookie));
        assertEquals(Optional.empty(), registry.renew(cookie));
    }

    @Test
    void rule10_atTheCapacityTheLongestInactiveMakesRoom() throws Exception {
        PeerRegistry small = opened(stage.context(TakeOver.COOKIE_OR_ADDRESS, 2, 10));
        new RoomRules(stage, small).atTheCapacityTheLongestInactiveMakesRoom();
    }

    @Test
    void rule11_sourceHasSoManyRecordsAndItsOwnInactiveOnesMakeRoom() throws Exception {
        PeerRegistry narrow = opened(stage.context(TakeOver.COOKIE_OR_ADDRESS, 100, 2));
        new RoomRules(stage, narrow).sourceHasSoManyRecordsAndItsOwnInactiveOnesMakeRoom();
    }

    @Test
    void rule12_hiddenRecordIsListedOnceItIsConfirmed() throws Exception {
        String nobody = opened().version();
        Cookie cookie =
                register(registry, RegistryStage.hidden(asking(ALICE, HOME))).cookie();
        assertEquals(set(), addresses(registry.listed()));
        assertEquals(nobody, registry.version());
        assertEquals(1, registry.size());
        assertEquals(List.of(), stage.told);
        assertTrue(registry.confirm(cookie));
        assertTrue(registry.confirm(cookie));
        assertEquals(set(ALICE), addresses(registry.listed()));
        register(registry, RegistryStage.hidden(with(cookie, asking(ALICE, HOME))));
        assertEquals(set(ALICE), addresses(registry.listed()), "it stays listed while it is active");
        stage.pass(ASKED);
        assertTrue(registry.renew(cookie).isPresent());
        assertEquals(set(), addresses(registry.listed()), "it must be confirmed again");
        assertEquals(false, registry.confirm(new Cookie(cookie.value() ^ 1)));
    }

    @Test
    void rule13_versionIsAnotherWheneverTheListIsAndOnlyThen() throws Exception {
        new VersionRules(stage, opened()).versionIsAnotherWheneverTheListIs();
    }

    @Test
    void rule14_changesHaveEachPeerOnce() throws Exception {
        new VersionRules(stage, opened()).changesHaveEachPeerOnce();
    }

    @Test
    void rule14_nothingLeadsFromUnknownVersions() throws Exception {
        new VersionRules(stage, opened()).nothingLeadsFromUnknownVersions();
    }

    @Test
    void rule14_whoFollowsChangesKnowsWhatIsListed() throws Exception {
        new VersionRules(stage, opened()).whoFollowsChangesKnowsWhatIsListed();
    }

    @Test
    void rule15_samplesAreOfTheListedAndNoneIsInThemTwice() throws Exception {
        new SampleRules(opened()).samplesAreOfTheListed();
    }

    @Test
    void rule15_allAreInRandomOrderWhereSoManyAreWanted() throws Exception {
        new SampleRules(opened()).allOfThemAreInRandomOrderWhereSoManyAreWanted();
    }

    @Test
    void rule15_eachIsAsLikelyAsEachOther() throws Exception {
        new SampleRules(opened()).eachIsAsLikelyAsEachOther();
    }

    @Test
    void rule16_whoDoesNotWaitIsToldTheSame() throws Exception {
        registry = open(stage.context());
        new KeepingRules(stage).whoDoesNotWaitIsToldTheSame(registry);
    }

    @Test
    void rule16_whatWasToldIsKnownAfterARestart() throws Exception {
        Assumptions.assumeTrue(keepsRecords(), "the registry keeps nothing");
        new KeepingRules(stage).whatWasToldIsKnownAfterARestart(opened(), this::opened);
    }

    @Test
    void whatHappensIsToldOnceAndInOrder() throws Exception {
        Cookie cookie = register(opened(), asking(ALICE, HOME)).cookie();
        registry.renew(cookie);
        register(registry, asking(ALICE, HOME));
        stage.pass(ASKED);
        assertEquals(0, registry.size());
        Cookie bob = register(registry, plain(BOB, HOME)).cookie();
        registry.leave(bob);
        registry.leave(bob);
        registry.renew(bob);
        assertEquals(
                List.of("joined " + ALICE, "expired " + ALICE, "joined " + BOB, "left " + BOB, "joined " + BOB),
                stage.told);
    }

    @Test
    void closedRegistryAnswersNothing() throws Exception {
        registry = open(stage.context());
        registry.close();
        registry.close();
        assertThrows(IllegalStateException.class, () -> registry.register(plain(ALICE, HOME)));
        assertThrows(IllegalStateException.class, () -> registry.listed());
    }
}
