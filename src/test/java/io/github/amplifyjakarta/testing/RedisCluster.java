package io.github.amplifyjakarta.testing;

import io.github.amplifyjakarta.config.ClusterConfig;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.util.JedisClusterCRC16;

/** A real Redis in cluster mode, whose nodes are on free ports of this machine and share the slots. */
public final class RedisCluster implements AutoCloseable {

    private static final int SLOTS = 16384;

    /** The port by which nodes talk to each other is that of the clients and this. */
    private static final int BUS = 10_000;

    private final List<RedisServer> nodes = new ArrayList<>();
    private final List<Path> files = new ArrayList<>();

    private RedisCluster() {}

    public static RedisCluster start(int size, String... settings) throws Exception {
        RedisCluster cluster = new RedisCluster();
        try {
            for (int i = 0; i < size; i++) {
                cluster.startNode(settings);
            }
            cluster.join();
            return cluster;
        } catch (Exception failed) {
            cluster.close();
            throw failed;
        }
    }

    private void startNode(String... settings) throws IOException {
        Path file = Files.createTempFile("redis-nodes", ".conf");
        Files.delete(file); // an empty one is no configuration
        files.add(file);
        List<String> all = new ArrayList<>(List.of(settings));
        all.add("cluster-enabled yes");
        all.add("cluster-config-file " + file);
        all.add("cluster-announce-ip 127.0.0.1");
        nodes.add(RedisServer.startAt(freePort(), all));
    }

    /** {@return a free port that has a free port for the other nodes} */
    public static int freePort() throws IOException {
        while (true) {
            int port = RedisServer.freePort();
            if (port + BUS < 65536) {
                try (ServerSocket bus = new ServerSocket(port + BUS, 1, InetAddress.getLoopbackAddress())) {
                    return bus.getLocalPort() - BUS;
                } catch (BindException taken) {
                    continue;
                }
            }
        }
    }

    private void join() throws InterruptedException {
        for (int i = 0; i < nodes.size(); i++) {
            try (Jedis admin = nodes.get(i).admin()) {
                admin.clusterSetConfigEpoch(i + 1L);
                admin.clusterAddSlots(IntStream.range(SLOTS * i / nodes.size(), SLOTS * (i + 1) / nodes.size())
                        .toArray());
                if (i > 0) {
                    admin.clusterMeet("127.0.0.1", nodes.get(0).port());
                }
            }
        }
        for (RedisServer node : nodes) {
            try (Jedis admin = node.admin()) {
                while (!isComplete(admin.clusterInfo())) {
                    Thread.sleep(50);
                }
            }
        }
    }

    private boolean isComplete(String info) {
        return info.contains("cluster_state:ok")
                && info.contains("cluster_slots_ok:" + SLOTS)
                && info.contains("cluster_known_nodes:" + nodes.size() + "\r");
    }

    public ClusterConfig config() {
        ClusterConfig single = nodes.get(0).config();
        return new ClusterConfig(single.url(), single.username(), single.password(), ClusterConfig.Mode.CLUSTER);
    }

    public List<RedisServer> nodes() {
        return List.copyOf(nodes);
    }

    /** Moves the slot of a key without a value from its node to the next one. Clients learn of it by their next call. */
    public void moveSlotOf(String key) {
        int slot = JedisClusterCRC16.getSlot(key);
        int from = nodes.size() * slot / SLOTS;
        String target;
        try (Jedis admin = nodes.get((from + 1) % nodes.size()).admin()) {
            target = admin.clusterMyId();
            admin.clusterSetSlotNode(slot, target);
        }
        try (Jedis admin = nodes.get(from).admin()) {
            admin.clusterSetSlotNode(slot, target);
        }
    }

    @Override
    public void close() throws IOException {
        for (RedisServer node : nodes) {
            node.close();
        }
        for (Path file : files) {
            Files.deleteIfExists(file);
        }
    }
}
