package io.github.p2pdi.impl.download;

import io.github.p2pdi.error.DocumentNotFoundException.Attempt;
import io.github.p2pdi.impl.exchange.Call;
import io.github.p2pdi.model.Digest;
import io.github.p2pdi.model.Manifest;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.model.Rfc;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The holders of one download, and which of the documents that they hold is meant. Holders can hold different ones under one number: what the caller
 * has said decides, else what most of them say, the best first. One is tried to its end before another; nobody is dropped because others say something
 * else. The board's lock guards it.
 */
final class Crew {
    private static final long FEW_BYTES = 1024;

    private final HolderHealth health;
    private final Optional<Digest> pinned;
    private final List<Holder> holders = new ArrayList<>();
    private final Set<PeerAddress> known = new HashSet<>();
    private final Set<Manifest> refuted = new HashSet<>();
    private final List<Call> ended = new ArrayList<>();
    private Optional<Digest> turnedTo = Optional.empty();

    Crew(HolderHealth health, Optional<Digest> pinned) {
        this.health = health;
        this.pinned = pinned;
    }

    void add(Rfc record, long now) {
        if (known.add(record.holder())) {
            holders.add(new Holder(record, now, ended::add));
        }
    }

    /** Whether calls are to be ended. */
    boolean hasEnded() {
        return !ended.isEmpty();
    }

    /** The calls that are to be ended by whoever asks for them, without the lock: to close a connection may take as long as somebody's stream likes. */
    List<Call> takeEnded() {
        List<Call> taken = List.copyOf(ended);
        ended.clear();
        return taken;
    }

    List<Holder> all() {
        return holders;
    }

    long active() {
        return holders.stream().filter(Holder::isActive).count();
    }

    /** The digest of the document that is meant, if anybody says. */
    Optional<Digest> wanted() {
        if (pinned.isPresent() || turnedTo.isPresent()) {
            return pinned.isPresent() ? pinned : turnedTo;
        }
        Map<Digest, Integer> votes = claims();
        int most = votes.values().stream().mapToInt(Integer::intValue).max().orElse(0);
        Set<Digest> said = saidInIndexes();
        return votes.entrySet().stream()
                .filter(vote -> vote.getValue() == most)
                .map(Map.Entry::getKey)
                .min(Comparator.comparing(digest -> !said.contains(digest)));
    }

    /** Who says one thing in his index and another when he is asked is believed less than who says what he said. */
    private Set<Digest> saidInIndexes() {
        return holders.stream()
                .filter(holder -> holder.claim.equals(holder.record().sha256()))
                .flatMap(holder -> holder.claim.stream())
                .collect(Collectors.toSet());
    }

    /** In the order of the holders, so that of two with as many votes the best comes first. */
    private Map<Digest, Integer> claims() {
        Map<Digest, Integer> votes = new LinkedHashMap<>();
        holders.stream()
                .filter(holder -> !holder.isDropped())
                .forEach(holder -> holder.claim.ifPresent(digest -> votes.merge(digest, 1, Integer::sum)));
        return votes;
    }

    /** Whether a holder may have what is meant. */
    boolean fits(Holder holder, Optional<Manifest> layout) {
        return fitting(layout).test(holder);
    }

    /** The same of one after the other, for one step: to find out what is meant all are looked at. */
    private Predicate<Holder> fitting(Optional<Manifest> layout) {
        Optional<Digest> wanted = layout.isPresent() ? layout.map(Manifest::sha256) : wanted();
        return holder -> fits(holder, layout, wanted);
    }

    private static boolean fits(Holder holder, Optional<Manifest> layout, Optional<Digest> wanted) {
        if (holder.isDropped() || (layout.isPresent() && holder.unlike.equals(layout))) {
            return false;
        }
        if (layout.isPresent() && holder.manifest.isPresent()) {
            return holder.manifest.equals(layout);
        }
        return wanted.isEmpty() || holder.claim.isEmpty() || holder.claim.equals(wanted);
    }

    /** Whether the document with that digest is the one that is asked for; else, whether anybody may have it, or nobody says anything about digests. */
    boolean mayHave(Digest sha256) {
        if (pinned.isPresent()) {
            return pinned.get().equals(sha256);
        }
        Map<Digest, Integer> claims = claims();
        return claims.isEmpty()
                || claims.containsKey(sha256)
                || holders.stream().anyMatch(holder -> holder.claim.isEmpty());
    }

    /** The best holder that is free now. */
    Optional<Holder> next(Optional<Manifest> layout, long now) {
        boolean others = active() > 0;
        Predicate<Holder> fits = fitting(layout);
        return holders.stream()
                .filter(holder -> holder.standing == Holder.Standing.READY && holder.readyAt - now <= 0)
                .filter(holder -> fits.test(holder) && !(others && (holder.wholeOnly || isLeftAlone(holder))))
                .min(Comparator.comparing(this::isLeftAlone)
                        .thenComparing(holder -> holder.gaveWay)
                        .thenComparing(holder -> holder.wholeOnly)
                        .thenComparing(holder -> -health.rate(holder.address())));
    }

    /** Whether anybody has been asked for that long. */
    boolean isBusyFor(long nanos, long now) {
        return holders.stream().anyMatch(holder -> holder.isBusyFor(nanos, now));
    }

    /** Who has been asked for that long and has sent next to nothing, or is slow, while there are others who were not made to wait for. */
    Optional<Holder> keepsWaiting(long nanos, long now, Predicate<Holder> isSlow) {
        Predicate<Holder> fits = fitting(Optional.empty());
        boolean others = holders.stream()
                .anyMatch(holder -> holder.standing == Holder.Standing.READY
                        && holder.readyAt - now <= 0
                        && !holder.gaveWay
                        && !isLeftAlone(holder)
                        && fits.test(holder));
        return holders.stream()
                .filter(holder -> others && !holder.gaveWay && holder.isBusyFor(nanos, now))
                .filter(holder -> holder.hasSentLessThan(FEW_BYTES) || isSlow.test(holder))
                .findFirst();
    }

    private boolean isLeftAlone(Holder holder) {
        return health.isLeftAlone(holder.address());
    }

    /** What is to be expected of all. */
    Outlook outlook(Optional<Manifest> layout) {
        Predicate<Holder> fits = fitting(layout);
        OptionalLong readyAt = holders.stream()
                .filter(holder -> holder.standing == Holder.Standing.READY && fits.test(holder))
                .mapToLong(holder -> holder.readyAt)
                .min();
        long useful = holders.stream().filter(fits).count();
        return new Outlook(active() > 0, readyAt, useful);
    }

    /**
     * What is to be expected of all.
     *
     * @param busy whether anybody is asked something now
     * @param readyAt when the first of the others may be asked, if there is one
     * @param useful how many may be of use, now or later
     */
    record Outlook(boolean busy, OptionalLong readyAt, long useful) {}

    /** Whether anybody but this one may be of use, now or later. */
    boolean hasOthers(Holder than, Optional<Manifest> layout) {
        Predicate<Holder> fits = fitting(layout);
        return holders.stream().anyMatch(holder -> holder != than && !holder.wholeOnly && fits.test(holder));
    }

    /** How many have given this manifest. */
    long votes(Manifest manifest) {
        return holders.stream()
                .filter(holder -> !holder.isDropped() && holder.manifest.equals(Optional.of(manifest)))
                .count();
    }

    /** This manifest does not belong to the digest that it names; gives those who told it. */
    List<Holder> refute(Manifest manifest) {
        refuted.add(manifest);
        return holders.stream()
                .filter(holder -> !holder.isDropped() && holder.manifest.equals(Optional.of(manifest)))
                .toList();
    }

    /** Drops those who told a manifest of a document that there is no room for, if there are others. */
    boolean refuse(Manifest manifest) {
        List<Holder> tellers = holders.stream()
                .filter(holder -> !holder.isDropped() && holder.manifest.equals(Optional.of(manifest)))
                .toList();
        boolean others = holders.stream().anyMatch(holder -> !holder.isDropped() && !tellers.contains(holder));
        return others && tellers.stream().allMatch(holder -> refuse(holder, manifest.size()));
    }

    /** Drops a holder of a document that there is no room for, if there are others. */
    boolean refuse(Holder holder, long size) {
        if (holders.stream().allMatch(other -> other == holder || other.isDropped())) {
            return false;
        }
        holder.drop("has " + size + " bytes under this number, for which there is no room");
        return true;
    }

    boolean isRefuted(Manifest manifest) {
        return refuted.contains(manifest);
    }

    /** Turns to another document of this number, when nobody is left for the one that was meant. Whether there is one. */
    boolean turn(Optional<Manifest> layout) {
        if (layout.isPresent() && holders.stream().anyMatch(fitting(Optional.empty()))) {
            return true;
        }
        if (pinned.isPresent()) {
            return false;
        }
        Map<Digest, Integer> votes = claims();
        wanted().ifPresent(votes::remove);
        Optional<Digest> other =
                votes.entrySet().stream().max(Map.Entry.comparingByValue()).map(Map.Entry::getKey);
        turnedTo = other.isPresent() ? other : turnedTo;
        return other.isPresent();
    }

    /** What became of each. */
    List<Attempt> attempts() {
        return holders.stream().map(this::attempt).toList();
    }

    private Attempt attempt(Holder holder) {
        if (!holder.isDropped() && pinned.isPresent() && holder.claim.isPresent() && !holder.claim.equals(pinned)) {
            return new Attempt(
                    holder.address(), "has another document of this number, with SHA-256 " + holder.claim.get());
        }
        return holder.attempt();
    }
}
