/** The desk's zone and language, whatever the visitor's own are. */
const { zone, language } = document.documentElement.dataset;
const locale = language === 'zh' ? 'zh-CN' : 'en-GB';
const time = new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit' });
const day = new Intl.DateTimeFormat(locale, { timeZone: zone, month: 'long', day: 'numeric', weekday: 'long' });

export const wallTime = (at) => time.format(at);
export const wallDay = (at) => day.format(at);
