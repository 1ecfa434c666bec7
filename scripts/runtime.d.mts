export const root: string;
export function findNode(): string | null;
export function serviceFlags(): string[];
export const compileCache: string;
