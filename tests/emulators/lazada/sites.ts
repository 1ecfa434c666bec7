/** The six countries; each has a host, a push site and a clock of its own (facts/marketplaces §6). */
export interface Site {
  country: Country;
  host: string;
  name: string;
  currency: string;
  offsetHours: 7 | 8;
}

export type Country = 'sg' | 'my' | 'ph' | 'th' | 'vn' | 'id';

export const sites: Record<Country, Site> = {
  sg: { country: 'sg', host: 'api.lazada.sg', name: 'Singapore', currency: 'SGD', offsetHours: 8 },
  my: { country: 'my', host: 'api.lazada.com.my', name: 'Malaysia', currency: 'MYR', offsetHours: 8 },
  ph: { country: 'ph', host: 'api.lazada.com.ph', name: 'Philippines', currency: 'PHP', offsetHours: 8 },
  th: { country: 'th', host: 'api.lazada.co.th', name: 'Thailand', currency: 'THB', offsetHours: 7 },
  vn: { country: 'vn', host: 'api.lazada.vn', name: 'Vietnam', currency: 'VND', offsetHours: 7 },
  id: { country: 'id', host: 'api.lazada.co.id', name: 'Indonesia', currency: 'IDR', offsetHours: 7 },
};

export const authHost = 'auth.lazada.com';

/** `2026-11-20 10:00:00 +0800`, as orders write times. */
export function siteTime(site: Site, at: number): string {
  return `${shifted(site, at).replace('T', ' ')} +0${site.offsetHours}00`;
}

/** `2026-11-20T10:00:00+08:00`, as `sla_time_stamp` does. */
export function slaTime(site: Site, at: number): string {
  return `${shifted(site, at)}+0${site.offsetHours}:00`;
}

function shifted(site: Site, at: number): string {
  return new Date(at + site.offsetHours * 3_600_000).toISOString().slice(0, 19);
}
