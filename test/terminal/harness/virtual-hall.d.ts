declare module 'virtual:hall' {
	const hall: unknown;
	export default hall;
}
