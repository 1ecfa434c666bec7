/**
 * The models for PostgreSQL: the same text, with the other provider.
 * @param {string} schema text of prisma/schema.prisma
 * @returns {string}
 */
export function postgresSchema(schema) {
  return schema
    .replace('provider = "sqlite"', 'provider = "postgresql"')
    .replace('"../src/store/client"', '"../../src/store/client-postgres"');
}
