import { Hono } from 'hono';
import { code, Refusal } from './refusal.ts';
import { newId } from './world.ts';
import type { World } from './world.ts';

const conversionLimit = 1_000;

/** The routes of a self-built app that the product may use, facts/messengers §4.6, §4.7. */
export function appRoutes(world: World): Hono {
  const app = new Hono();

  /** @throws Refusal 40014 for a token that never was one, 42001 for one that is over */
  const authorise = (token: string | undefined) => {
    const known = world.tokens.get(token ?? '');
    if (!known) throw new Refusal(code.badToken, 'invalid access_token');
    if (Date.now() - known.createdAt > world.windows.tokenMs) throw new Refusal(code.expiredToken, 'access_token expired');
  };

  app.get('/gettoken', (context) => {
    const { corpid, corpsecret } = context.req.query();
    // The facts name 40001 for a bad secret and nothing for a bad corpid.
    if (corpid !== world.corpId || corpsecret !== world.corpSecret) throw new Refusal(code.badSecret, 'invalid credential');
    const access_token = newId('token-');
    world.tokens.set(access_token, { createdAt: Date.now() });
    return context.json({ errcode: 0, errmsg: 'ok', access_token, expires_in: Math.floor(world.windows.tokenMs / 1_000) });
  });

  app.get('/user/get', (context) => {
    authorise(context.req.query('access_token'));
    const person = visible(world).find(({ id, userid = id }) => userid === context.req.query('userid'));
    if (!person) throw new Refusal(world.codes.person, 'userid not found');
    return context.json({ errcode: 0, errmsg: 'ok', userid: person.userid ?? person.id, name: person.name });
  });

  app.post('/batch/openuserid_to_userid', async (context) => {
    authorise(context.req.query('access_token'));
    const { open_userid_list: asked } = await context.req.json<{ open_userid_list: string[] }>();
    if (!Array.isArray(asked) || asked.length === 0 || asked.length > conversionLimit)
      throw new Refusal(world.codes.invalid, 'invalid open_userid_list');
    const encrypted = new Map(
      visible(world).flatMap(({ id, userid }) => (userid && userid !== id ? [[id, userid] as const] : [])),
    );
    // Plain userids come back among the invalid ones (§4.7).
    return context.json({
      errcode: 0,
      errmsg: 'ok',
      userid_list: asked.flatMap((id) => (encrypted.has(id) ? [{ open_userid: id, userid: encrypted.get(id) }] : [])),
      invalid_open_userid_list: asked.filter((id) => !encrypted.has(id)),
    });
  });

  app.post('/pstncc/call', async (context) => {
    authorise(context.req.query('access_token'));
    const { callee_userid: callees } = await context.req.json<{ callee_userid: string[] }>();
    if (!Array.isArray(callees) || callees.length === 0) throw new Refusal(world.codes.invalid, 'invalid callee_userid');
    const reachable = (userid: string) => visible(world).some((person) => (person.userid ?? person.id) === userid);
    world.urgent.push({ people: callees.filter(reachable), means: 'phone' });
    // 0 = the call was started; which other numbers there are the facts do not say.
    const states = callees.map((userid) => ({ userid, code: reachable(userid) ? 0 : 1, callid: newId('call-') }));
    return context.json({ errcode: 0, errmsg: 'ok', states });
  });

  return app;
}

function visible(world: World) {
  return [...world.people.values()].filter(({ id }) => !world.hidden.has(id));
}
