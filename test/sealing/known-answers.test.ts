/**
 * Both suites against the vectors of their standards, byte for byte, and the Chinese one against another implementation (OpenSSL in Node) as well.
 */
import { createCipheriv, createHash, createHmac, createPublicKey, hkdfSync, verify } from 'node:crypto';
import { sm2, sm4 } from 'sm-crypto-v2';
import { describe, expect, test } from 'vitest';
import { gm } from '../../sealing/suites/gm.ts';
import { intl } from '../../sealing/suites/intl.ts';

const bytes = (hex: string): Uint8Array => Buffer.from(hex.replaceAll(/\s/g, ''), 'hex');
const hex = (what: Uint8Array) => Buffer.from(what).toString('hex');
const text = (what: string): Uint8Array => Buffer.from(what, 'utf8');

describe('intl', () => {
	test('AES-256-GCM: test case 16 of the GCM specification (NIST SP 800-38D)', () => {
		const key = bytes('feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308');
		const nonce = bytes('cafebabefacedbaddecaf888');
		const bound = bytes('feedfacedeadbeeffeedfacedeadbeefabaddad2');
		const plain = bytes(
			'd9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39',
		);
		const sealed = intl.encrypt(key, nonce, bound, plain);
		expect(hex(sealed)).toBe(
			'76fc6ece0f4e1768cddf8853bb2d551b' +
				'522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662',
		);
		expect(hex(intl.decrypt(key, nonce, bound, sealed)!)).toBe(hex(plain));
	});

	test('SHA-256: FIPS 180-4; HMAC: RFC 4231 case 2; HKDF: RFC 5869 case 3', () => {
		expect(hex(intl.hash(text('abc')))).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
		expect(hex(intl.mac(text('Jefe'), text('what do ya want for nothing?')))).toBe(
			'5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
		);
		expect(hex(intl.derive(bytes('0b'.repeat(22)), new Uint8Array(), '', 42))).toBe(
			'8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8',
		);
	});

	test('Ed25519: RFC 8032 section 7.1, tests 1 to 3', () => {
		const vectors = [
			[
				'9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60',
				'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a',
				'',
				'e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b',
			],
			[
				'4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb',
				'3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c',
				'72',
				'92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
			],
			[
				'c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7',
				'fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025',
				'af82',
				'6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a',
			],
		] as const;
		for (const [seed, publicKey, message, signature] of vectors) {
			expect(hex(intl.sign(bytes(seed), bytes(message)))).toBe(signature);
			expect(intl.verify(bytes(publicKey), bytes(message), bytes(signature))).toBe(true);
		}
	});
});

describe('gm', () => {
	test('SM3: both examples of GB/T 32905-2016, annex A', () => {
		expect(hex(gm.hash(text('abc')))).toBe('66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0');
		expect(hex(gm.hash(text('abcd'.repeat(16))))).toBe('debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732');
	});

	test('SM4: the example of GB/T 32907-2016, annex A, and a thousand rounds as OpenSSL makes them', () => {
		const key = bytes('0123456789abcdeffedcba9876543210');
		let ours: Uint8Array = key;
		const block = (from: Uint8Array) => sm4.encrypt(from, key, { padding: 'none', output: 'array' });
		expect(hex(block(key))).toBe('681edf34d206965e86b3e94f536e4246');
		let theirs: Uint8Array = key;
		for (let round = 0; round < 1_000; round++) {
			ours = block(ours);
			theirs = createCipheriv('sm4-ecb', key, null).setAutoPadding(false).update(theirs);
		}
		expect(hex(ours)).toBe(hex(theirs));
	});

	test('SM4-GCM: RFC 8998, annex A.1', () => {
		const key = bytes('0123456789abcdeffedcba9876543210');
		const nonce = bytes('00001234567800000000abcd');
		const bound = bytes('feedfacedeadbeeffeedfacedeadbeefabaddad2');
		const plain = bytes(['aa', 'bb', 'cc', 'dd', 'ee', 'ff', 'ee', 'aa'].map((each) => each.repeat(8)).join(''));
		const sealed = gm.encrypt(key, nonce, bound, plain);
		expect(hex(sealed)).toBe(
			'83de3541e4c2b58177e065a9bf7b62ec' +
				'17f399f08c67d5ee19d0dc9969c4bb7d5fd46fd3756489069157b282bb200735d82710ca5c22f0ccfa7cbf93d496ac15a56834cbcf98c397b4024a2691233b8d',
		);
		expect(hex(gm.decrypt(key, nonce, bound, sealed)!)).toBe(hex(plain));
	});

	/** The key of the examples of GB/T 32918.5-2017. */
	const privateKey = '3945208f7b2144b13f36e38ac6d39f95889393692860b51a42fb81ef4df7c5b8';
	const publicKey =
		'04' +
		'09f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020' +
		'ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13';

	test('SM2: the signature of GB/T 32918.5-2017, annex A, with the number the standard draws', () => {
		const drawn = '59276e27d506861a16680f3ad9c02dccef3cc1fa3cdbe4ce6d54b80deac1bc21';
		const x1 = BigInt(`0x${sm2.getPublicKeyFromPrivateKey(drawn).slice(2, 66)}`);
		const signature = sm2.doSignature('message digest', privateKey, { hash: true, pointPool: [{ k: BigInt(`0x${drawn}`), x1 }] });
		expect(sm2.getPublicKeyFromPrivateKey(privateKey)).toBe(publicKey);
		expect(signature).toBe(
			'f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa',
		);
		expect(gm.verify(bytes(publicKey), text('message digest'), bytes(signature))).toBe(true);
	});

	test('SM3, its HMAC and its HKDF agree with OpenSSL for every length around a block', () => {
		for (let length = 0; length <= 130; length += 13) {
			const message = Buffer.alloc(length, length + 1);
			const key = Buffer.alloc(length + 1, 7);
			expect(hex(gm.hash(message))).toBe(createHash('sm3').update(message).digest('hex'));
			expect(hex(gm.mac(key, message))).toBe(createHmac('sm3', key).update(message).digest('hex'));
			expect(hex(gm.derive(key, message, 'what for', 48))).toBe(Buffer.from(hkdfSync('sm3', key, message, 'what for', 48)).toString('hex'));
		}
	});

	test('a signature made here holds in OpenSSL, which knows SM2 without an identity only', () => {
		// SubjectPublicKeyInfo of a point on the curve sm2p256v1 (1.2.156.10197.1.301).
		const spki = Buffer.concat([bytes('3059301306072a8648ce3d020106082a811ccf5501822d034200'), bytes(publicKey)]);
		const theirs = createPublicKey({ key: spki, type: 'spki', format: 'der' });
		const signature = bytes(sm2.doSignature('message digest', privateKey, { hash: true, der: true, userId: '' }));
		expect(verify('sm3', text('message digest'), theirs, signature)).toBe(true);
		expect(verify('sm3', text('another message'), theirs, signature)).toBe(false);
	});
});
