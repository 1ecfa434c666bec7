import { Hono } from 'hono';
import { Refusal, unnamed } from './refusal.ts';
import { newId, unionId } from './world.ts';
import type { World } from './world.ts';

/** What is left of the old API: HTTP 200 always, `errcode` says how it went (facts/messengers §3.6, §3.8). */
export function oldApiRoutes(world: World): Hono {
  return new Hono()
    .post('/media/upload', async (context) => {
      const type = context.req.query('type') ?? '';
      if (!['image', 'file', 'voice', 'video'].includes(type)) throw new Refusal(unnamed.oldParameter, '不合法的媒体类型');
      const media = (await context.req.formData()).get('media');
      if (!(media instanceof File) || media.size === 0 || !media.name) throw new Refusal(unnamed.oldParameter, '缺少媒体文件');
      const key = newId('@lADP');
      world.uploads.push({ key, name: media.name, bytes: media.size });
      return context.json({ errcode: 0, errmsg: 'ok', media_id: key, created_at: Date.now(), type });
    })
    .post('/topapi/v2/user/get', async (context) => {
      const { userid } = await context.req.json<{ userid?: string }>();
      const person = world.people.get(userid ?? '');
      if (!person || person.outside) throw new Refusal(unnamed.personUnknown, '找不到该用户');
      const result = { userid: person.id, name: person.name, unionid: unionId(person.id) };
      return context.json({ errcode: 0, errmsg: 'ok', result });
    });
}
