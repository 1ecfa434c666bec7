export type Country = 'sg' | 'my' | 'ph' | 'th' | 'vn' | 'id';

/** The six countries: each has a host of its own, on which only its shop is found (facts/marketplaces §6). */
export const sites: Record<Country, { apiUrl: string; currency: string; name: string }> = {
  sg: { apiUrl: 'https://api.lazada.sg/rest', currency: 'SGD', name: 'Singapore' },
  my: { apiUrl: 'https://api.lazada.com.my/rest', currency: 'MYR', name: 'Malaysia' },
  ph: { apiUrl: 'https://api.lazada.com.ph/rest', currency: 'PHP', name: 'Philippines' },
  th: { apiUrl: 'https://api.lazada.co.th/rest', currency: 'THB', name: 'Thailand' },
  vn: { apiUrl: 'https://api.lazada.vn/rest', currency: 'VND', name: 'Vietnam' },
  id: { apiUrl: 'https://api.lazada.co.id/rest', currency: 'IDR', name: 'Indonesia' },
};

export const isCountry = (site: string): site is Country => Object.hasOwn(sites, site);

/** `Singapore` → `sg`, as addresses of orders name it. */
export function countryNamed(name: string): Country | undefined {
  return (Object.keys(sites) as Country[]).find((country) => sites[country].name.toLowerCase() === name.trim().toLowerCase());
}
