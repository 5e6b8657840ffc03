package io.github.amplifyjakarta.it.ownaws;

/** The rows about storage. */
final class StorageSteps {

    private static final String UPLOAD = "storage: upload";

    private final Table table;
    private final ApplicationCalls calls;

    StorageSteps(Table table, ApplicationCalls calls) {
        this.table = table;
        this.calls = calls;
    }

    /**
     * What was uploaded is removed in any case: when a step in between fails, and also after an upload that failed, because
     * its answer may have been lost.
     *
     * @param needed the step without which there is no upload
     */
    void run(String needed) {
        Finding upload = table.row(UPLOAD, needed, calls::upload);
        table.row("storage: list", UPLOAD, calls::list);
        table.row("storage: download", UPLOAD, calls::download);
        boolean mayBeThere = upload.hasPassed() || upload.result() == Result.FAILED;
        table.row("storage: remove", mayBeThere ? needed : UPLOAD, calls::remove);
    }
}
