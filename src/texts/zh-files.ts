/** What is said about pictures and files. */
export const zhFiles = {
  'attachment.pending': '正在取',
  'attachment.too_large': '太大,没有保存。可以请买家压缩后再发',
  'attachment.type_refused': '这种文件可能有害,没有保存。可以请买家改发图片或 PDF',
  'attachment.unreachable': '没能取到。可以请买家重新发一次',
  'attachment.expired': '链接已失效。可以请买家重新发一次',
  'attachment.corrupt': '文件已损坏,打不开。可以请买家重新发一次',
  'attachment.address_refused': '链接不安全,没有打开。可以请买家直接发文件',
  'error.files_not_taken': '「{store}」的平台不能发文件给买家。请只写文字',
  'error.files_need_address': '这家店要凭链接取文件,请管理员先设置 GENGFU_PUBLIC_URL',
  'error.too_many_files': '一次最多发 {most} 个文件',
  'error.files_too_large': '文件合起来太大了,这个平台最多收 {size}',
  'error.file_type_not_taken': '这个平台不收「{name}」这种文件。可以改发图片或 PDF',
  'error.file_refused': '「{name}」不能发:要么打不开,要么是可能有害的类型。可以改发图片或 PDF',
  'error.file_unreadable': '没能取到「{name}」。请再发一次',
  'error.files_without_ticket': '文件收到了,但不知道发给哪位买家。请引用那张卡片再发,或发图时写上:回复 1042 您的话',
} as const;
