package io.github.amplifyjakarta.internal.storage;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.protocols.query.unmarshall.XmlDomParser;

/**
 * Releases the last response. The SDK keeps a parser for each thread, and the JDK's parser keeps the last stream that
 * it has read. The stream is an object of the application, and the thread belongs to the server. An undeployed
 * application that had read XML from S3 would therefore stay reachable as long as the thread lives. A parser releases
 * its stream when a document ends too early.
 */
final class ParserRelease implements ExecutionInterceptor {

    private static final byte[] BROKEN_OFF = "<".getBytes(StandardCharsets.UTF_8);

    @Override
    public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
        release();
    }

    @Override
    public void onExecutionFailure(Context.FailedExecution context, ExecutionAttributes attributes) {
        release();
    }

    private static void release() {
        try {
            XmlDomParser.parse(new ByteArrayInputStream(BROKEN_OFF));
        } catch (SdkClientException e) {
            // expected
        }
    }
}
