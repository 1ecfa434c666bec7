/** A multipart form of one file, ready to be sent. */
export interface FormFile {
  body: Uint8Array<ArrayBuffer>;
  headers: { 'content-type': string };
}

/** @param field of the form; the file's own name stays here, as it may be anything */
export async function formFile(field: string, { type, bytes }: { type: string; bytes: Uint8Array }): Promise<FormFile> {
  const form = new FormData();
  form.append(field, new File([new Uint8Array(bytes)], `picture.${type.split('/')[1]}`, { type }));
  const encoded = new Response(form);
  return {
    body: new Uint8Array(await encoded.arrayBuffer()),
    headers: { 'content-type': encoded.headers.get('content-type')! },
  };
}
