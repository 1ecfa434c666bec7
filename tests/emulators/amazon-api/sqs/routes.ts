import { Hono } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { ZodError } from 'zod';
import type { Bindings } from '../faults.ts';
import { noteIn } from '../history.ts';
import type { World } from '../world.ts';
import { actions } from './actions.ts';
import type { QueueHost } from './actions.ts';
import { QueueRefusal } from './refusal.ts';
import { checkSignature } from './signature.ts';

/** The queue's host: AWS JSON 1.0, `POST /` with the action in `X-Amz-Target`. */
export function queueRoutes(world: World, host: QueueHost): Hono<Bindings> {
  const app = new Hono<Bindings>();
  app.use(noteIn(world, 'sqs'));
  app.onError((error, context) => {
    const refusal =
      error instanceof ZodError
        ? new QueueRefusal(
            400,
            'com.amazon.coral.service#SerializationException',
            'The request has a wrong type or lacks a member.',
          )
        : error;
    if (!(refusal instanceof QueueRefusal)) throw error;
    const headers: Record<string, string> = { 'content-type': 'application/x-amz-json-1.0' };
    if (refusal.queryCode) headers['x-amzn-query-error'] = `${refusal.queryCode};Sender`;
    const body = JSON.stringify({ __type: refusal.type, message: refusal.message });
    return context.body(body, refusal.status as ContentfulStatusCode, headers);
  });
  const actionOf = (target: string | undefined) => target?.match(/^AmazonSQS\.(\w+)$/)?.[1] ?? '';

  app.post(
    '/',
    world.faults.before((context) => actionOf(context.req.header('x-amz-target'))),
    async (context) => {
      const body = Buffer.from(await context.req.arrayBuffer());
      const { awsAccessKeyId, awsSecretAccessKey, awsRegion } = world.credentials;
      checkSignature(
        { method: 'POST', path: '/', headers: context.req.header(), body },
        { accessKeyId: awsAccessKeyId, secretAccessKey: awsSecretAccessKey, region: awsRegion },
        Date.now(),
      );
      const action = actions[actionOf(context.req.header('x-amz-target'))];
      if (!action) throw new QueueRefusal(400, 'com.amazon.coral.service#UnknownOperationException', 'Unknown operation.');
      const input = JSON.parse(body.toString()) as { QueueUrl?: string };
      if (input.QueueUrl !== host.queueUrl)
        throw new QueueRefusal(
          400,
          'com.amazonaws.sqs#QueueDoesNotExist',
          'The specified queue does not exist.',
          'AWS.SimpleQueueService.NonExistentQueue',
        );
      const answer = await action(host, input);
      return context.body(JSON.stringify(answer), 200, { 'content-type': 'application/x-amz-json-1.0' });
    },
  );
  return app;
}
