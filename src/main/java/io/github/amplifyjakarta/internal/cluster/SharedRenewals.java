package io.github.amplifyjakarta.internal.cluster;

import io.github.amplifyjakarta.internal.aws.AwsError;
import io.github.amplifyjakarta.internal.oauth.IssuedTokens;
import io.github.amplifyjakarta.internal.oauth.TokenIssuer;
import io.github.amplifyjakarta.internal.oauth.UserPoolApi;
import io.github.amplifyjakarta.internal.transport.Clocks;
import io.github.amplifyjakarta.internal.transport.HttpFailure;
import io.github.amplifyjakarta.internal.transport.ServiceCalls;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Renews a session once in the whole cluster. The first node takes a lease, asks Cognito and publishes the outcome; the
 * others wait for it. When the store is out of reach, each node asks Cognito by itself, as a single node does.
 */
public final class SharedRenewals implements TokenIssuer {

    private static final Logger LOG = System.getLogger(SharedRenewals.class.getName());

    /** How long a browser that did not receive its new refresh token can still use the old one. */
    private static final Duration ROTATED = Duration.ofHours(12);

    /** Without rotation the refresh token stays good: the result only saves calls of requests that come at once. */
    private static final Duration NOT_ROTATED = Duration.ofSeconds(60);

    /** As long as a single node keeps a refusal and a failure (RefreshResult). */
    private static final Duration REFUSED = Duration.ofSeconds(10);

    private static final Duration FAILED = Duration.ofSeconds(3);

    private static final Duration POLL = Duration.ofMillis(100);
    private static final int JITTER_MILLIS = 20;

    /** How long requests with the old cookies may still arrive. */
    private static final Duration DELIVERED = Duration.ofSeconds(60);

    private static final String LEASE = "lease:";

    private static final int MOST_ATTEMPTS = 5;

    /** Renewals one after the other while a browser keeps its old cookies: a day of them. */
    private static final int MOST_GENERATIONS = 24;

    /**
     * What nodes share.
     *
     * @param store the store
     * @param names the names of its entries
     * @param calls makes calls to the store that nobody waits for, on separate threads
     */
    public record Shared(StoreCalls store, EntryNames names, ServiceCalls calls) {}

    private final UserPoolApi api;
    private final StoreCalls store;
    private final EntryNames names;
    private final ServiceCalls calls;
    private final Duration lease;
    private final Clocks clocks;

    /** @param longestCall the longest time that a call to Cognito can take with its retries */
    public SharedRenewals(UserPoolApi api, Shared shared, Duration longestCall, Clocks clocks) {
        this.api = api;
        this.store = shared.store();
        this.names = shared.names();
        this.calls = shared.calls();
        this.lease = longestCall.plusSeconds(3);
        this.clocks = clocks;
    }

    @Override
    public Issuance issue(Request request) throws AwsError, HttpFailure, RefusedElsewhere {
        if (!store.isConfigured()) {
            return api.issue(request);
        }
        try {
            return issue(request, entry(request.refreshToken()));
        } catch (StoreUnavailable e) {
            return api.issue(request);
        }
    }

    @Override
    public List<String> signedOut(List<String> refreshTokens) {
        Deque<String> successors = new ArrayDeque<>();
        if (!store.isConfigured()) {
            return List.of();
        }
        try {
            for (String refreshToken : refreshTokens) {
                Optional<String> next = Optional.of(refreshToken);
                for (int generation = 0; next.isPresent() && generation < MOST_GENERATIONS; generation++) {
                    next = end(next.get());
                    next.filter(found -> !refreshTokens.contains(found) && !successors.contains(found))
                            .ifPresent(successors::addFirst);
                }
            }
        } catch (StoreUnavailable e) {
            LOG.log(Level.WARNING, "other nodes do not know of a sign-out: {0}", e.getMessage());
        }
        return List.copyOf(successors);
    }

    /** {@return the refresh token that another node has published for this one} Nothing is published over the mark. */
    private Optional<String> end(String refreshToken) throws StoreUnavailable {
        Entry entry = entry(refreshToken);
        String mark = entry.sealed(PublishedRenewal.refused(PublishedRenewal.SIGNED_OUT, now()));
        Optional<String> there = store.putIfAbsent(entry.key(), mark, ROTATED);
        for (int attempt = 0; attempt < MOST_ATTEMPTS && there.isPresent(); attempt++) {
            if (store.replace(entry.key(), there.get(), mark, ROTATED)) {
                return entry.read(there.get()).flatMap(renewal -> renewal.successor(refreshToken));
            }
            there = store.putIfAbsent(entry.key(), mark, ROTATED);
        }
        return Optional.empty();
    }

    /**
     * Records that a browser has tokens: those that they replace are of use for late requests only. Nobody waits for it.
     *
     * @param renewal the entry of the renewal that issued them
     */
    void delivered(String accessToken, String renewal) {
        calls.start(
                () -> {
                    shorten(accessToken, renewal);
                    return true;
                },
                new CompletableFuture<>());
    }

    private void shorten(String accessToken, String renewal) {
        try {
            Optional<String> value = store.get(renewal);
            if (value.isPresent()) {
                store.replace(renewal, value.get(), value.get(), DELIVERED);
            }
            store.delete(names.undelivered(accessToken));
        } catch (StoreUnavailable e) {
            LOG.log(Level.DEBUG, "a renewal stays in the store until it ends: {0}", e.getMessage());
        }
    }

    private Entry entry(String refreshToken) {
        return new Entry(names.renewal(refreshToken), new Seal(refreshToken, "amplify-jakarta renewal"));
    }

    /** The entry of a refresh token. */
    private record Entry(String key, Seal seal) {

        private Optional<PublishedRenewal> read(String value) {
            return seal.open(value).flatMap(PublishedRenewal::parse);
        }

        private String sealed(PublishedRenewal renewal) {
            return seal.close(renewal.toJson());
        }
    }

    private Issuance issue(Request request, Entry entry)
            throws AwsError, HttpFailure, RefusedElsewhere, StoreUnavailable {
        String mine = LEASE + UUID.randomUUID();
        Instant end = clocks.steady().instant().plus(lease);
        while (clocks.steady().instant().isBefore(end)) {
            Optional<String> there = store.putIfAbsent(entry.key(), mine, lease);
            if (there.isPresent() && there.get().startsWith(LEASE)) {
                there = follow(entry, end);
                if (there.isEmpty()) { // its node has died
                    continue;
                }
            } else if (there.isPresent() && !isEnough(request, entry.read(there.get()))) {
                if (!store.replace(entry.key(), there.get(), mine, lease)) {
                    pause();
                    continue;
                }
                there = Optional.empty();
            }
            if (there.isEmpty()) {
                return lead(request, entry, mine);
            }
            Optional<PublishedRenewal> published = entry.read(there.get());
            if (published.isPresent()) {
                return outcome(request, published.get());
            }
        }
        throw notFinished();
    }

    private static HttpFailure notFinished() {
        return new HttpFailure(
                HttpFailure.Kind.TIMEOUT, "another node renews this session, and has not finished", null);
    }

    /**
     * A rotated refresh token is replaced: newer tokens come by its successor only. A sign-out is final. Tokens that
     * have expired help nobody.
     */
    private boolean isEnough(Request request, Optional<PublishedRenewal> published) {
        if (published.isEmpty()) {
            return false;
        }
        PublishedRenewal found = published.get();
        return found.isSignOut()
                || found.successor(request.refreshToken()).isPresent()
                || (request.wanted() == Wanted.RECENT
                        && (found.tokens().isEmpty() || found.age(now()).compareTo(NOT_ROTATED) <= 0));
    }

    /** {@return what the other node has published; empty when its lease has ended without} */
    private Optional<String> follow(Entry entry, Instant end) throws HttpFailure, StoreUnavailable {
        while (clocks.steady().instant().isBefore(end)) {
            pause();
            Optional<String> there = store.get(entry.key());
            if (there.isEmpty() || !there.get().startsWith(LEASE)) {
                return there;
            }
        }
        throw notFinished();
    }

    private static void pause() throws HttpFailure {
        try {
            Thread.sleep(POLL.toMillis() + ThreadLocalRandom.current().nextInt(-JITTER_MILLIS, JITTER_MILLIS + 1));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HttpFailure(HttpFailure.Kind.BROKEN, "interrupted", e);
        }
    }

    private Issuance outcome(Request request, PublishedRenewal first) throws HttpFailure, RefusedElsewhere {
        PublishedRenewal published = newest(request.refreshToken(), first);
        if (published.refused().isPresent()) {
            throw new RefusedElsewhere(published.refused().get());
        }
        return new Issuance(
                published
                        .tokens()
                        .orElseThrow(() -> new HttpFailure(
                                HttpFailure.Kind.BROKEN,
                                "another node has asked in vain: "
                                        + published.failed().orElse(""),
                                null)),
                published.age(now()));
    }

    /** {@return the last of the renewals that other nodes have made one after the other, or the sign-out after them} */
    private PublishedRenewal newest(String refreshToken, PublishedRenewal first) {
        PublishedRenewal newest = first;
        String current = refreshToken;
        for (int generation = 0; generation < MOST_GENERATIONS; generation++) {
            Optional<String> successor = newest.successor(current);
            Optional<PublishedRenewal> next = successor.isEmpty() ? Optional.empty() : published(successor.get());
            if (next.filter(PublishedRenewal::isDecisive).isEmpty()) {
                return newest;
            }
            newest = next.orElseThrow();
            current = successor.orElseThrow();
        }
        return newest;
    }

    /** What was found already is good: Cognito would refuse the refresh token that led to it. */
    private Optional<PublishedRenewal> published(String refreshToken) {
        Entry entry = entry(refreshToken);
        try {
            return store.get(entry.key()).flatMap(entry::read);
        } catch (StoreUnavailable e) {
            return Optional.empty();
        }
    }

    private Issuance lead(Request request, Entry entry, String mine) throws AwsError, HttpFailure, RefusedElsewhere {
        IssuedTokens tokens;
        try {
            tokens = api.issue(request).tokens();
        } catch (AwsError e) {
            PublishedRenewal refused = UserPoolApi.isAboutTheSession(e)
                    ? PublishedRenewal.refused(e.name(), now())
                    : PublishedRenewal.failed(e.name(), now());
            return insteadOf(
                    e, request, publish(entry, mine, refused, refused.refused().isPresent() ? REFUSED : FAILED));
        } catch (HttpFailure e) {
            PublishedRenewal failed = PublishedRenewal.failed(e.kind().name(), now());
            return insteadOf(e, request, publish(entry, mine, failed, FAILED));
        }
        PublishedRenewal published = PublishedRenewal.issued(tokens, now());
        boolean rotated = published.successor(request.refreshToken()).isPresent();
        Duration life = rotated ? ROTATED : NOT_ROTATED;
        Optional<PublishedRenewal> other = publish(entry, mine, published, life);
        if (other.filter(PublishedRenewal::isSignOut).isPresent()) {
            revoke(tokens);
            throw new RefusedElsewhere(PublishedRenewal.SIGNED_OUT);
        }
        if (other.isPresent() && other.get().tokens().isEmpty()) { // these tokens are the only ones
            overwrite(entry, published, life);
        }
        if (rotated) {
            expectDelivery(tokens, entry);
        }
        return new Issuance(other.flatMap(PublishedRenewal::tokens).orElse(tokens), Duration.ZERO);
    }

    /** {@return what another node was given meanwhile, when this node's lease had ended before it was refused} */
    private <E extends Exception> Issuance insteadOf(E failure, Request request, Optional<PublishedRenewal> other)
            throws E, HttpFailure, RefusedElsewhere {
        if (other.filter(PublishedRenewal::isDecisive).isEmpty()) {
            throw failure;
        }
        return outcome(request, other.orElseThrow());
    }

    private void overwrite(Entry entry, PublishedRenewal published, Duration life) {
        try {
            store.put(entry.key(), entry.sealed(published), life);
        } catch (StoreUnavailable e) {
            LOG.log(Level.WARNING, "a renewal was not published to other nodes: {0}", e.getMessage());
        }
    }

    /** The sign-out did not know these tokens. */
    private void revoke(IssuedTokens tokens) {
        tokens.refreshToken().ifPresent(refreshToken -> {
            try {
                api.revoke(refreshToken);
            } catch (AwsError | HttpFailure e) {
                LOG.log(Level.WARNING, "a token that came after the sign-out was not revoked: {0}", e.getMessage());
            }
        });
    }

    private void expectDelivery(IssuedTokens tokens, Entry entry) {
        try {
            if (tokens.accessToken().isPresent()) {
                store.put(names.undelivered(tokens.accessToken().get()), entry.key(), ROTATED);
            }
        } catch (StoreUnavailable e) {
            LOG.log(Level.DEBUG, "a renewal stays in the store until it ends: {0}", e.getMessage());
        }
    }

    /** {@return what another node has published in the meantime, when this node's lease had ended} */
    private Optional<PublishedRenewal> publish(Entry entry, String mine, PublishedRenewal renewal, Duration life) {
        try {
            String value = entry.sealed(renewal);
            return store.insistOnReplacing(entry.key(), mine, value, life)
                    ? Optional.empty()
                    : Optional.of(store.get(entry.key())
                            .flatMap(entry::read)
                            .orElseGet(() -> PublishedRenewal.failed("none", now())));
        } catch (StoreUnavailable e) { // the other nodes wait for the end of the lease
            LOG.log(Level.WARNING, "a renewal was not published to other nodes: {0}", e.getMessage());
            return Optional.empty();
        }
    }

    private Instant now() {
        return clocks.wall().instant();
    }
}
