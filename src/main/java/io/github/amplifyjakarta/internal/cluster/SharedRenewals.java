package io.github.amplifyjakarta.internal.cluster;

import io.github.amplifyjakarta.config.HttpConfig;
import io.github.amplifyjakarta.internal.aws.AwsError;
import io.github.amplifyjakarta.internal.oauth.IssuedTokens;
import io.github.amplifyjakarta.internal.oauth.TokenIssuer;
import io.github.amplifyjakarta.internal.oauth.UserPoolApi;
import io.github.amplifyjakarta.internal.transport.Clocks;
import io.github.amplifyjakarta.internal.transport.HttpFailure;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
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

    /** The name of the refusal that a sign-out leaves behind. */
    private static final String SIGNED_OUT = "SignedOut";

    /** Renewals one after the other while a browser keeps its old cookies: a day of them. */
    private static final int MOST_GENERATIONS = 24;

    private final UserPoolApi api;
    private final StoreCalls store;
    private final EntryNames names;
    private final Duration lease;
    private final Clocks clocks;

    /** @param limits the time limits of a call to Cognito; a lease lives a little longer */
    public SharedRenewals(UserPoolApi api, StoreCalls store, EntryNames names, HttpConfig limits, Clocks clocks) {
        this.api = api;
        this.store = store;
        this.names = names;
        this.lease = limits.connectTimeout().plus(limits.requestTimeout()).plusSeconds(3);
        this.clocks = clocks;
    }

    @Override
    public Issuance issue(Request request) throws AwsError, HttpFailure, RefusedElsewhere {
        if (!store.isConfigured()) {
            return new Issuance(ask(request), Duration.ZERO);
        }
        try {
            return issue(request, entry(request.refreshToken()));
        } catch (StoreUnavailable e) {
            return new Issuance(ask(request), Duration.ZERO);
        }
    }

    @Override
    public boolean isShared() {
        return store.isConfigured();
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
                    String current = next.get();
                    next = published(current).flatMap(renewal -> renewal.successor(current));
                    end(current);
                    next.filter(found -> !refreshTokens.contains(found) && !successors.contains(found))
                            .ifPresent(successors::addFirst);
                }
            }
        } catch (StoreUnavailable e) {
            LOG.log(Level.WARNING, "other nodes do not know of a sign-out: {0}", e.getMessage());
        }
        return List.copyOf(successors);
    }

    private void end(String refreshToken) throws StoreUnavailable {
        Entry entry = entry(refreshToken);
        String json =
                PublishedRenewal.refused(SIGNED_OUT, clocks.wall().instant()).toJson();
        store.put(entry.key(), entry.seal().close(json), ROTATED);
    }

    @Override
    public void delivered(String accessToken) {
        String key = names.undelivered(accessToken);
        try {
            Optional<String> renewal = store.get(key);
            if (renewal.isPresent()) {
                Optional<String> value = store.get(renewal.get());
                if (value.isPresent()) {
                    store.replace(renewal.get(), value.get(), value.get(), DELIVERED);
                }
                store.delete(key);
            }
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
    }

    private Issuance issue(Request request, Entry entry)
            throws AwsError, HttpFailure, RefusedElsewhere, StoreUnavailable {
        String mine = LEASE + UUID.randomUUID();
        Instant end = clocks.steady().instant().plus(lease);
        while (true) {
            Optional<String> there = store.putIfAbsent(entry.key(), mine, lease);
            if (there.isPresent() && there.get().startsWith(LEASE)) {
                there = follow(entry, end);
                if (there.isEmpty()) { // its node has died
                    continue;
                }
            } else if (there.isPresent() && !isEnough(request, entry.read(there.get()))) {
                if (!store.replace(entry.key(), there.get(), mine, lease)) {
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
    }

    /** A rotated refresh token is replaced: newer tokens come by its successor only. */
    private static boolean isEnough(Request request, Optional<PublishedRenewal> published) {
        return published.isPresent()
                && (request.wanted() == Wanted.RECENT
                        || published.get().successor(request.refreshToken()).isPresent());
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
        throw new HttpFailure(HttpFailure.Kind.BROKEN, "another node renews this session, and has not finished", null);
    }

    private static void pause() throws HttpFailure {
        try {
            Thread.sleep(POLL.toMillis() + ThreadLocalRandom.current().nextInt(-JITTER_MILLIS, JITTER_MILLIS + 1));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HttpFailure(HttpFailure.Kind.BROKEN, "interrupted", e);
        }
    }

    private Issuance outcome(Request request, PublishedRenewal first)
            throws HttpFailure, RefusedElsewhere, StoreUnavailable {
        PublishedRenewal published = newest(request.refreshToken(), first);
        if (published.refused().isPresent()) {
            throw new RefusedElsewhere(published.refused().get());
        }
        Duration age = Duration.between(published.at(), clocks.wall().instant());
        return new Issuance(
                published
                        .tokens()
                        .orElseThrow(() -> new HttpFailure(
                                HttpFailure.Kind.BROKEN,
                                "another node has asked in vain: "
                                        + published.failed().orElse(""),
                                null)),
                age.isNegative() ? Duration.ZERO : age);
    }

    /** {@return the last of the renewals that other nodes have made one after the other, or the sign-out after them} */
    private PublishedRenewal newest(String refreshToken, PublishedRenewal first) throws StoreUnavailable {
        PublishedRenewal newest = first;
        String current = refreshToken;
        for (int generation = 0; generation < MOST_GENERATIONS; generation++) {
            Optional<String> successor = newest.successor(current);
            Optional<PublishedRenewal> next = successor.isEmpty() ? Optional.empty() : published(successor.get());
            if (next.isEmpty() || next.get().failed().isPresent()) {
                return newest;
            }
            newest = next.get();
            current = successor.get();
        }
        return newest;
    }

    private Optional<PublishedRenewal> published(String refreshToken) throws StoreUnavailable {
        Entry entry = entry(refreshToken);
        return store.get(entry.key()).flatMap(entry::read);
    }

    private Issuance lead(Request request, Entry entry, String mine) throws AwsError, HttpFailure, RefusedElsewhere {
        IssuedTokens tokens;
        try {
            tokens = ask(request);
        } catch (AwsError e) {
            Instant now = clocks.wall().instant();
            if (UserPoolApi.isAboutTheSession(e)) {
                publish(entry, mine, PublishedRenewal.refused(e.name(), now), REFUSED);
            } else {
                publish(entry, mine, PublishedRenewal.failed(e.name(), now), FAILED);
            }
            throw e;
        } catch (HttpFailure e) {
            publish(
                    entry,
                    mine,
                    PublishedRenewal.failed(e.kind().name(), clocks.wall().instant()),
                    FAILED);
            throw e;
        }
        PublishedRenewal published =
                PublishedRenewal.issued(tokens, clocks.wall().instant());
        boolean rotated = published.successor(request.refreshToken()).isPresent();
        Optional<PublishedRenewal> other = publish(entry, mine, published, rotated ? ROTATED : NOT_ROTATED);
        if (other.isEmpty() && rotated) {
            expectDelivery(tokens, entry);
        }
        if (other.flatMap(PublishedRenewal::refused).filter(SIGNED_OUT::equals).isPresent()) {
            revoke(tokens);
            throw new RefusedElsewhere(SIGNED_OUT);
        }
        return new Issuance(other.flatMap(PublishedRenewal::tokens).orElse(tokens), Duration.ZERO);
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
            return store.replace(entry.key(), mine, entry.seal().close(renewal.toJson()), life)
                    ? Optional.empty()
                    : store.get(entry.key()).flatMap(entry::read);
        } catch (StoreUnavailable e) { // the other nodes wait for the end of the lease
            return Optional.empty();
        }
    }

    private IssuedTokens ask(Request request) throws AwsError, HttpFailure {
        return api.refresh(request.refreshToken(), request.deviceKey());
    }
}
