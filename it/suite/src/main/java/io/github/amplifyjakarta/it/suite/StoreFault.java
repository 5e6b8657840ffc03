package io.github.amplifyjakarta.it.suite;

/** What may be wrong with a store. */
enum StoreFault {

    /** It does not answer. */
    SUSPENDED(StoreProcess::suspend, StoreProcess::resume),

    /** It refuses writes. */
    FULL(StoreProcess::fill, StoreProcess::unfill),

    /** It is gone, and empty when it is back. */
    KILLED(StoreProcess::kill, StoreProcess::start);

    private interface Step {
        void on(StoreProcess store) throws Exception;
    }

    private final Step first;
    private final Step last;

    StoreFault(Step first, Step last) {
        this.first = first;
        this.last = last;
    }

    void begin(StoreProcess store) throws Exception {
        first.on(store);
    }

    void end(StoreProcess store) throws Exception {
        last.on(store);
    }
}
