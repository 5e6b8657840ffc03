package io.github.amplifyjakarta.demo;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The calls to AWS that this page has cost so far: the sandbox's counts now, less those before the request. */
@Named
@RequestScoped
public class AwsCalls {

    @Inject
    HttpServletRequest request;

    @Inject
    Sandbox sandbox;

    /** {@return whether somebody counted} */
    public boolean isCounted() {
        return before().isPresent();
    }

    /** {@return how many there were} */
    public int getTotal() {
        return getOperations().values().stream().mapToInt(Integer::intValue).sum();
    }

    /** {@return how often each operation was called, without those that were not} */
    public Map<String, Integer> getOperations() {
        Map<String, Integer> during = new TreeMap<>();
        before().ifPresent(before -> sandbox.calls().orElse(before).forEach((operation, count) -> {
            int more = count - before.getOrDefault(operation, 0);
            if (more > 0) {
                during.put(operation, more);
            }
        }));
        return during;
    }

    @SuppressWarnings("unchecked") // CallsBeforeRequest puts it there
    private Optional<Map<String, Integer>> before() {
        return Optional.ofNullable((Map<String, Integer>) request.getAttribute(CallsBeforeRequest.ATTRIBUTE));
    }
}
