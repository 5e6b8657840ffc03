package io.github.amplifyjakarta.internal.storage;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.protocols.query.unmarshall.XmlDomParser;

/**
 * Lets go of the last answer. The SDK keeps a parser for each thread, and the JDK's keeps the stream that it read last: an
 * object of the application, in a thread of the server, for as long as that thread lives. Every undeployed application
 * that had read XML from S3 would stay. A parser whose document ends too early lets go of its stream.
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
            // as it has to
        }
    }
}
