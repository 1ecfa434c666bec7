import type { AmazonApi } from '../emulators/amazon-api.ts';

/** `store.settings.api` of a store whose Amazon is this emulator. */
export function apiSettings({ credentials, baseUrls }: AmazonApi): Record<string, string> {
  const { sellerId, clientId, clientSecret, refreshToken, queueUrl, queueArn, awsAccessKeyId, awsSecretAccessKey } = credentials;
  const keys = { sellerId, clientId, clientSecret, refreshToken, queueUrl, queueArn, awsAccessKeyId, awsSecretAccessKey };
  return { ...keys, apiUrl: baseUrls.api, authUrl: baseUrls.auth, sqsUrl: baseUrls.sqs };
}
