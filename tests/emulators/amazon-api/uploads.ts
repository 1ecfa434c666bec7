import { randomUUID } from 'node:crypto';
import type { Handlers } from './api.ts';
import type { Documents } from './documents.ts';

/** `POST /uploads/2020-11-01/uploadDestinations/{resource}`, for attachments of Messaging (facts/marketplaces §3.2). */
export function uploadHandlers(documents: Documents): Handlers {
  return {
    createUploadDestinationForResource({ query }) {
      const uploadDestinationId = randomUUID();
      const { url, headers } = documents.presignUpload(uploadDestinationId, query.contentMD5 as string);
      return { status: 201, body: { payload: { uploadDestinationId, url, headers } } };
    },
  };
}
