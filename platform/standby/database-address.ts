/** The address of a PostgreSQL database, and what is wrong with it, in words that never hold the password. */
import { StoreFailure } from '../storage/store-failure.ts';

const example = 'postgres://user:password@host:5432/database';

/** What is wrong with the address as it was typed; `null` = it can be tried. Nothing of it is repeated: a password may stand anywhere in it. */
export function addressProblem(text: string): string | null {
	if (!/^postgres(ql)?:\/\//.test(text)) return `--database: the address does not begin with postgres://. Write it as ${example}.`;
	let address: URL;
	try {
		address = new URL(text);
	} catch {
		return `--database: the address cannot be read. Write it as ${example}; write characters such as @ / : # in a password as %40 %2F %3A %23.`;
	}
	if (address.hostname === '') return `--database: the address names no host. Write it as ${example}.`;
	if (address.pathname.length < 2) return `--database: the address names no database. Write it as ${example}.`;
	return null;
}

/** Why a database that was tried cannot be used, for the person at the keyboard. */
export function databaseInWords(text: string, cause: unknown): string {
	const { hostname, port, pathname, username } = new URL(text);
	const place = `${hostname}:${port || 5432}`;
	const database = decoded(pathname.slice(1));
	const reason = codeOf(cause);
	if (reason === 'ECONNREFUSED') return `No PostgreSQL answers at ${place}. Start it, or correct --database.`;
	if (reason === 'ENOTFOUND' || reason === 'EAI_AGAIN') return `There is no machine ${hostname} on this network. Correct --database.`;
	if (reason === 'ETIMEDOUT' || reason === 'EHOSTUNREACH' || reason === 'ENETUNREACH')
		return `The machine ${place} cannot be reached. Check the network and --database.`;
	if (reason === '28P01' || reason === '28000')
		return `PostgreSQL at ${place} does not let the user ${decoded(username)} in. Check user and password in --database.`;
	if (reason === '3D000')
		return `PostgreSQL at ${place} has no database ${database}. Make it (createdb ${database}), or correct --database.`;
	if (reason === '42501')
		return `The user ${decoded(username)} may not make tables in ${database}. Give it the right to, or correct --database.`;
	if (cause instanceof StoreFailure && cause.code === 'newer-schema') return cause.message;
	return `The database ${database} at ${place} cannot be used${reason ? ` (${reason})` : ''}. Check that it is a PostgreSQL and that it runs.`;
}

/** The code of the innermost cause: SQLSTATE or the system's. The library's own timeout has none. */
function codeOf(cause: unknown): string | null {
	if (!(cause instanceof Error)) return null;
	if (cause instanceof StoreFailure) return codeOf(cause.cause);
	if ('code' in cause && typeof cause.code === 'string') return cause.code;
	if (cause instanceof AggregateError) return codeOf(cause.errors[0]);
	return /timeout/i.test(cause.message) ? 'ETIMEDOUT' : null;
}

function decoded(text: string): string {
	try {
		return decodeURIComponent(text);
	} catch {
		return text;
	}
}
