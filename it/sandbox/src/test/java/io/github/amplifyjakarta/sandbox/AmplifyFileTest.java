package io.github.amplifyjakarta.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AmplifyFileTest {

    private static final BackEnd NAMED = new BackEnd(
            "us-east-1_Ab3dEf7Gh",
            "abc",
            "us-east-1:11111111-2222-3333-4444-555555555555",
            List.of("acme-default", "acme-invoices"),
            List.of("orders"));

    @TempDir
    Path folder;

    private BackEnd read(String json) throws IOException, UsageException {
        return AmplifyFile.read(Files.writeString(folder.resolve("amplify_outputs.json"), json))
                .over(BackEnd.STANDARD);
    }

    @ParameterizedTest
    @ValueSource(strings = {"""
                {"version": "1.4",
                 "auth": {"user_pool_id": "us-east-1_Ab3dEf7Gh", "user_pool_client_id": "abc",
                          "identity_pool_id": "us-east-1:11111111-2222-3333-4444-555555555555"},
                 "storage": {"aws_region": "us-east-1", "bucket_name": "acme-default", "buckets": [
                     {"name": "first", "bucket_name": "acme-default", "aws_region": "us-east-1"},
                     {"name": "invoices", "bucket_name": "acme-invoices", "aws_region": "us-east-1"}]},
                 "custom": {"API": {"orders": {"endpoint": "https://x.test/prod"}, "other": 1}}}
                """, """
                {"aws_project_region": "us-east-1", "aws_user_pools_id": "us-east-1_Ab3dEf7Gh",
                 "aws_user_pools_web_client_id": "abc",
                 "aws_cognito_identity_pool_id": "us-east-1:11111111-2222-3333-4444-555555555555",
                 "aws_user_files_s3_bucket": "acme-default",
                 "storage": {"buckets": [{"name": "invoices", "bucket_name": "acme-invoices"}]},
                 "aws_cloud_logic_custom": [{"name": "orders", "endpoint": "https://x.test/prod"}]}
                """, """
                {"Auth": {"Cognito": {"userPoolId": "us-east-1_Ab3dEf7Gh", "userPoolClientId": "abc",
                     "identityPoolId": "us-east-1:11111111-2222-3333-4444-555555555555"}},
                 "Storage": {"S3": {"bucket": "acme-default", "buckets": {"invoices": {"bucketName": "acme-invoices"}}}},
                 "API": {"REST": {"orders": {"endpoint": "https://x.test/prod"}}}}
                """})
    void namesTheBackEnd(String json) throws Exception {
        assertEquals(NAMED, read(json));
    }

    @Test
    void leavesWhatTheFileDoesNotName() throws Exception {
        assertEquals(BackEnd.STANDARD, read("{\"version\": \"1\"}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{}", "{\"auth\": 1}", "no JSON"})
    void refusesOtherFiles(String text) {
        String said = assertThrows(UsageException.class, () -> read(text)).getMessage();
        assertTrue(said.startsWith("--amplify-file is " + folder), said);
        assertTrue(said.contains(", expected an amplify_outputs.json or amplifyconfiguration.json"), said);
        assertEquals(1, said.lines().count(), said);
    }
}
