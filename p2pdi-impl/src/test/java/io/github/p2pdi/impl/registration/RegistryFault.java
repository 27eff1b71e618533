package io.github.p2pdi.impl.registration;

import io.github.p2pdi.impl.contract.WallTime;
import io.github.p2pdi.model.Cookie;
import io.github.p2pdi.model.Peer;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.model.Registration;
import io.github.p2pdi.registry.Changes;
import io.github.p2pdi.registry.Claim;
import io.github.p2pdi.registry.LeaseTerms;
import io.github.p2pdi.registry.Leave;
import io.github.p2pdi.registry.Listing;
import io.github.p2pdi.registry.PeerRegistry;
import io.github.p2pdi.registry.PeerRegistryProvider.Context;
import io.github.p2pdi.registry.RegistryListener;
import io.github.p2pdi.registry.TakeOver;
import io.github.p2pdi.registry.Verdict;
import io.github.p2pdi.time.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** What can be wrong with a registry, and the tests that find it. */
@SuppressWarnings("ImmutableEnumChecker") // Functions without a state, and sets that nobody changes.
enum RegistryFault {
    ENDS_LEASES_LATE(
            with(c -> context(c, c.time(), new LeaseTerms(s(301), s(7200), s(7200)), c.capacity(), c.perSource())),
            "rule01_leaseEndsAtItsNanosecondAndNotBefore"),
    GOES_BY_THE_WALL_CLOCK(
            with(c -> context(c, new WallTime(c.time()), c.terms(), c.capacity(), c.perSource())),
            "rule02_wallClockDoesNotMatter"),
    BELIEVES_EVERYBODY(
            of(good -> new WrappedRegistry(good) {
                @Override
                public Verdict register(Claim claim) {
                    return super.register(new Claim(claim.address(), "anywhere", claim.cookie(), claim.lease()));
                }
            }),
            "rule04_strangerIsToldHowLongTheHolderStillHasAndChangesNothing"),
    FORGETS_THE_POLICY(
            with(c -> new Context(
                    c.time(),
                    c.cookies(),
                    c.terms(),
                    c.capacity(),
                    c.perSource(),
                    TakeOver.COOKIE_OR_ADDRESS,
                    c.listener())),
            "rule04_cookieAloneCountsWhereTheSourceDoesNot"),
    KNOWS_NO_CERTIFICATES(
            of(good -> new WrappedRegistry(good) {
                @Override
                public Verdict register(Claim claim) {
                    return super.register(new Claim(claim.address(), claim.source(), claim.cookie(), claim.lease()));
                }
            }),
            "rule04_recordOfACertificateIsItsOwnFromAnywhere"),
    REFUSES_THE_INACTIVE(
            of(good -> new WrappedRegistry(good) {
                @Override
                public Optional<Registration> renew(Cookie cookie) {
                    int before = good.size();
                    Optional<Registration> renewed = super.renew(cookie);
                    if (renewed.isPresent() && good.size() > before) {
                        super.leave(cookie);
                        return Optional.empty();
                    }
                    return renewed;
                }
            }),
            "rule08_renewalBeginsALeaseAnewAlsoOfAnInactiveRecord"),
    LETS_NOBODY_GO(
            of(good -> new WrappedRegistry(good) {
                @Override
                public boolean leave(Cookie cookie) {
                    return owner(cookie).isPresent();
                }
            }),
            "rule09_whoLeavesIsListedNoMoreAndMayComeBack"),
    HAS_ROOM_FOR_EVERYBODY(
            with(c -> context(c, c.time(), c.terms(), 1_000_000, c.perSource())),
            "rule10_atTheCapacityTheLongestInactiveMakesRoom"),
    TAKES_ALL_OF_ONE_SOURCE(
            with(c -> context(c, c.time(), c.terms(), c.capacity(), 1_000_000)),
            "rule11_sourceHasSoManyRecordsAndItsOwnInactiveOnesMakeRoom"),
    LISTS_THE_HIDDEN(
            of(good -> new WrappedRegistry(good) {
                @Override
                public Verdict register(Claim claim) {
                    return super.register(new Claim(claim.address(), claim.source(), claim.cookie(), claim.lease()));
                }
            }),
            "rule12_hiddenRecordIsListedOnceItIsConfirmed"),
    KEEPS_ITS_VERSION(
            of(good -> new WrappedRegistry(good) {
                @Override
                public String version() {
                    return "1";
                }
            }),
            "rule13_versionIsAnotherWheneverTheListIsAndOnlyThen"),
    TELLS_EVERYTHING_EVERY_TIME(
            of(good -> new WrappedRegistry(good) {
                @Override
                public Optional<Changes> changes(String version, int most) {
                    Listing all = listed();
                    return Optional.of(new Changes(all.version(), all.peers(), List.of()));
                }
            }),
            "rule14_changesHaveEachPeerOnce"),
    FORGETS_WHO_WENT(
            of(good -> new WrappedRegistry(good) {
                @Override
                public Optional<Changes> changes(String version, int most) {
                    return super.changes(version, most).map(all -> new Changes(all.version(), all.added(), List.of()));
                }
            }),
            "rule14_changesHaveEachPeerOnce",
            "rule14_whoFollowsChangesKnowsWhatIsListed"),
    TAKES_UNKNOWN_VERSIONS_FOR_THE_PRESENT(
            of(good -> new WrappedRegistry(good) {
                @Override
                public Optional<Changes> changes(String version, int most) {
                    return super.changes(version, most)
                            .or(() -> Optional.of(new Changes(version(), List.of(), List.of())));
                }
            }),
            "rule14_nothingLeadsFromUnknownVersions",
            "rule14_whoFollowsChangesKnowsWhatIsListed"),
    SAMPLES_FROM_THE_FRONT(
            of(good -> new WrappedRegistry(good) {
                @Override
                public Listing sample(int most) {
                    Listing all = listed();
                    return new Listing(
                            all.version(),
                            all.peers().subList(0, Math.min(most, all.peers().size())));
                }
            }),
            "rule15_eachIsAsLikelyAsEachOther"),
    SAMPLES_WITH_REPETITION(
            of(good -> new WrappedRegistry(good) {
                @Override
                public Listing sample(int most) {
                    Listing sample = super.sample(most);
                    List<Peer> peers = new ArrayList<>(sample.peers());
                    if (peers.size() > 1) {
                        peers.set(0, peers.get(1));
                    }
                    return new Listing(sample.version(), peers);
                }
            }),
            "rule15_samplesAreOfTheListedAndNoneIsInThemTwice",
            "rule15_eachIsAsLikelyAsEachOther"),
    TELLS_A_CROWD_NOTHING(
            of(good -> new WrappedRegistry(good) {
                @Override
                public void register(Claim claim, Consumer<Verdict> then) {
                    Verdict verdict = register(claim);
                    if (!(verdict instanceof Verdict.Crowded)) {
                        then.accept(verdict);
                    }
                }
            }),
            "rule11_sourceHasSoManyRecordsAndItsOwnInactiveOnesMakeRoom"),
    TELLS_STRANGERS_WHO_LEAVE_NOTHING(
            of(good -> new WrappedRegistry(good) {
                @Override
                public void leave(Cookie cookie, Consumer<Leave> then) {
                    if (leave(cookie)) {
                        then.accept(Leave.LEFT);
                    }
                }
            }),
            "rule09_whoLeavesIsListedNoMoreAndMayComeBack"),
    ANSWERS_WHO_REGISTERS_TWICE(
            of(good -> new WrappedRegistry(good) {
                @Override
                public void register(Claim claim, Consumer<Verdict> then) {
                    super.register(claim, then.andThen(then));
                }
            }),
            "rule01_leaseEndsAtItsNanosecondAndNotBefore"),
    ANSWERS_WHO_LEAVES_TWICE(
            of(good -> new WrappedRegistry(good) {
                @Override
                public void leave(Cookie cookie, Consumer<Leave> then) {
                    super.leave(cookie, then.andThen(then));
                }
            }),
            "rule09_whoLeavesIsListedNoMoreAndMayComeBack"),
    GRANTS_OTHER_LEASES_TO_WHO_WAITS(
            of(good -> new WrappedRegistry(good) {
                @Override
                public void register(Claim claim, Consumer<Verdict> then) {
                    super.register(new Claim(claim.address(), claim.source(), claim.cookie(), Optional.empty()), then);
                }
            }),
            "rule01_leaseEndsAtItsNanosecondAndNotBefore"),
    LETS_ONLY_THOSE_GO_WHO_WAIT(
            of(good -> new WrappedRegistry(good) {
                @Override
                public boolean leave(Cookie cookie) {
                    return owner(cookie).isPresent();
                }

                @Override
                public void leave(Cookie cookie, Consumer<Leave> then) {
                    good.leave(cookie, then);
                }
            }),
            "rule16_whoDoesNotWaitIsToldTheSame"),
    FORGETS_EVERYTHING_AT_A_RESTART(of(good -> good), "rule16_whatWasToldIsKnownAfterARestart"),
    TELLS_TWICE(
            with(c -> new Context(
                    c.time(),
                    c.cookies(),
                    c.terms(),
                    c.capacity(),
                    c.perSource(),
                    c.takeOver(),
                    new RegistryListener() {
                        @Override
                        public void expired(PeerAddress address) {
                            c.listener().expired(address);
                            c.listener().expired(address);
                        }

                        @Override
                        public void joined(Peer peer) {
                            c.listener().joined(peer);
                        }

                        @Override
                        public void left(PeerAddress address) {
                            c.listener().left(address);
                        }
                    })),
            "whatHappensIsToldOnceAndInOrder"),
    GOES_ON_WHEN_CLOSED(
            of(good -> new WrappedRegistry(good) {
                @Override
                public void close() {
                    // As if nothing had been said.
                }
            }),
            "closedRegistryAnswersNothing");

    private final Breaking breaking;
    private final Set<String> foundBy;

    RegistryFault(Breaking breaking, String... foundBy) {
        this.breaking = breaking;
        this.foundBy = Set.of(foundBy);
    }

    Set<String> foundBy() {
        return foundBy;
    }

    PeerRegistry open(Context context) {
        return breaking.registry.apply(Registries.open(breaking.context.apply(context)));
    }

    private record Breaking(UnaryOperator<Context> context, UnaryOperator<PeerRegistry> registry) {}

    private static Breaking with(UnaryOperator<Context> context) {
        return new Breaking(context, UnaryOperator.identity());
    }

    private static Breaking of(UnaryOperator<PeerRegistry> registry) {
        return new Breaking(UnaryOperator.identity(), registry);
    }

    private static Duration s(long seconds) {
        return Duration.ofSeconds(seconds);
    }

    private static Context context(Context c, TimeSource time, LeaseTerms terms, int capacity, int perSource) {
        return new Context(time, c.cookies(), terms, capacity, perSource, c.takeOver(), c.listener());
    }
}
