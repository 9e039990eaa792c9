/**
 * First script of every page. In the station app the content policy demands Trusted Types: text that a library hands to the page as
 * markup passes here. Nothing of it may become an element, so nothing a citizen's data holds can; style sheets, which hold no `<`, pass as they are.
 * In an ordinary browser on the LAN the policy does not ask, and this has no effect.
 */
interface PolicyRules {
	createHTML(text: string): string;
	createScriptURL(address: string): string;
}
const { trustedTypes } = globalThis as unknown as { trustedTypes?: { createPolicy(name: string, rules: PolicyRules): unknown } };

trustedTypes?.createPolicy('default', {
	createHTML: (text) => text.replaceAll('<', '&lt;'),
	// Workers of the app itself; scripts from elsewhere are refused.
	createScriptURL: (address) => {
		if (new URL(address, location.href).origin !== location.origin) throw new TypeError('script-from-elsewhere');
		return address;
	},
});

// zod tries, as the first schema is made, whether it may compile code; the refusal would be an error on the console of each page.
// Said here and not with `z.config`: a chunk that holds zod holds schemas too, and is made before anything that imports it.
(globalThis as { __zod_globalConfig?: { jitless?: boolean } }).__zod_globalConfig = { jitless: true };

export {};
