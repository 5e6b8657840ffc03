package io.github.amplifyjakarta.sandbox;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The names of the back end that the sandbox stands in for.
 *
 * @param poolId the user pool, whose id begins with the region
 * @param clientId the public app client
 * @param identityPoolId the identity pool, whose id begins with its region
 * @param buckets the S3 buckets, the default one first
 * @param restApis the REST APIs by the names that the application calls them
 */
record BackEnd(String poolId, String clientId, String identityPoolId, List<String> buckets, List<String> restApis) {

    private static final String POOL_ID = "[a-z]{2,8}(-[a-z]+)+-\\d+_[0-9A-Za-z]+";

    /** Amazon S3 user guide, "General purpose bucket naming rules". */
    private static final String BUCKET = "[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]";

    /** The back end of an application that has none yet. */
    static final BackEnd STANDARD = new BackEnd(
            "eu-central-1_Sandbox01",
            "sandboxclient00000000000001",
            "eu-central-1:00000000-aaaa-bbbb-cccc-000000000001",
            List.of("sandbox-bucket"),
            List.of());

    BackEnd {
        buckets = List.copyOf(buckets);
        restApis = List.copyOf(restApis);
    }

    BackEnd withPoolId(String id) {
        return new BackEnd(id, clientId, identityPoolId, buckets, restApis);
    }

    BackEnd withMoreBuckets(List<String> more) {
        List<String> all = new ArrayList<>(buckets);
        all.addAll(more);
        return new BackEnd(
                poolId, clientId, identityPoolId, all.stream().distinct().toList(), restApis);
    }

    /** {@return a name that AWS gives to nothing; empty when there is none} */
    Optional<String> wrongName() {
        return Stream.concat(
                        Stream.of(poolId).filter(id -> !id.matches(POOL_ID)),
                        buckets.stream().filter(bucket -> !bucket.matches(BUCKET)))
                .findFirst();
    }

    String region() {
        return poolId.substring(0, poolId.indexOf('_'));
    }
}
