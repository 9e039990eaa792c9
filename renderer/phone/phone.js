/**
 * Keeps a ticket's page up to date: asks every five seconds for the part that changes, says how old it is when nobody answers, and calls its holder
 * back when it is soon. Written for old phones: no modules, no promises, no framework.
 */
/* biome-ignore-all lint: the language of 2012, on purpose */
(function () {
	'use strict';
	var live = document.getElementById('live');
	var age = document.getElementById('age');
	if (!live || !age) return;
	/** The part that changes, in the language of the page. */
	var part = location.pathname + '?part=1&lang=' + document.documentElement.lang;
	var etag = null;
	var heardAt = Date.now();
	var toldTime = '';
	var everyMs = 5000;
	var staleMs = 15000;
	var reminding = false;
	var sound = null;
	var before = stage();

	function stage() {
		var card = live.querySelector('.card');
		return card ? card.getAttribute('data-stage') + '/' + card.getAttribute('data-soon') : '';
	}
	function fill(text, value) {
		return text.replace('{time}', value);
	}
	function now() {
		var clock = new Date();
		function two(value) {
			return (value < 10 ? '0' : '') + value;
		}
		return two(clock.getHours()) + ':' + two(clock.getMinutes());
	}
	function tellAge() {
		var silent = Date.now() - heardAt;
		var stale = silent > staleMs;
		age.setAttribute('data-stale', stale ? 'yes' : 'no');
		var words = stale
			? fill(live.getAttribute('data-stale'), toldTime).replace('{minutes}', String(Math.max(1, Math.round(silent / 60000))))
			: fill(live.getAttribute('data-updated'), toldTime);
		if (age.textContent !== words) age.textContent = words;
	}
	function beep() {
		if (!sound) return;
		try {
			for (var i = 0; i < 2; i += 1) {
				var tone = sound.createOscillator();
				tone.frequency.value = 880;
				tone.connect(sound.destination);
				tone.start(sound.currentTime + i * 0.4);
				tone.stop(sound.currentTime + i * 0.4 + 0.2);
			}
		} catch (ignored) {}
	}
	function callBack() {
		if (navigator.vibrate) navigator.vibrate([300, 150, 300]);
		if (reminding) beep();
	}
	function writing() {
		var form = document.getElementById('review');
		return form && (form.contains(document.activeElement) || form.querySelector('input:checked'));
	}
	function show(text, now) {
		// Whoever is just choosing is not interrupted.
		if (!now && writing()) return;
		live.innerHTML = text;
		var card = live.querySelector('.card');
		if (card) document.title = card.getAttribute('data-title') || document.title;
		ready();
		var next = stage();
		if (next !== before && (next === 'waiting/yes' || next.indexOf('called/') === 0)) callBack();
		before = next;
	}
	function ask() {
		var request = new XMLHttpRequest();
		request.open('GET', part, true);
		if (etag) request.setRequestHeader('If-None-Match', etag);
		request.timeout = 4000;
		request.onload = function () {
			if (request.status !== 200 && request.status !== 304) return;
			heardAt = Date.now();
			toldTime = request.getResponseHeader('x-hall-time') || now();
			if (request.status === 200) {
				etag = request.getResponseHeader('etag');
				show(request.responseText);
			}
			tellAge();
		};
		request.send();
	}
	/** The part with what was just done, whatever stands there now. */
	function showDone(outcome) {
		var request = new XMLHttpRequest();
		request.open('GET', part + '&do=' + outcome, true);
		request.onload = function () {
			if (request.status !== 200) return;
			etag = request.getResponseHeader('etag');
			show(request.responseText, true);
			window.scrollTo(0, 0);
		};
		request.send();
	}
	/** Sent without leaving the page; where this script does not run, the form goes by itself. */
	function send(event) {
		var form = event.target;
		if (!form || form.id !== 'review') return;
		event.preventDefault();
		var fields = [];
		for (var i = 0; i < form.elements.length; i += 1) {
			var field = form.elements[i];
			if (!field.name || ((field.type === 'radio' || field.type === 'checkbox') && !field.checked)) continue;
			fields.push(encodeURIComponent(field.name) + '=' + encodeURIComponent(field.value));
		}
		var request = new XMLHttpRequest();
		request.open('POST', location.pathname, true);
		request.setRequestHeader('content-type', 'application/x-www-form-urlencoded');
		request.onload = function () {
			var done = /[?&]do=([a-z]+)/.exec(request.responseURL || '');
			showDone(done && request.status === 200 ? done[1] : 'failed');
		};
		request.onerror = function () {
			showDone('failed');
		};
		request.send(fields.join('&'));
	}
	document.addEventListener('submit', send);
	function ready() {
		var remind = document.getElementById('remind');
		if (!remind) return;
		remind.hidden = false;
		function shown() {
			remind.setAttribute('aria-pressed', reminding ? 'true' : 'false');
			if (reminding) remind.lastChild.textContent = remind.getAttribute('data-on');
		}
		remind.onclick = function () {
			reminding = true;
			var Sound = window.AudioContext || window.webkitAudioContext;
			if (!sound && Sound) sound = new Sound();
			if (navigator.vibrate) navigator.vibrate(50);
			shown();
		};
		shown();
	}
	var beats = 0;
	setInterval(function () {
		beats += 1;
		tellAge();
		// Nobody looks: asked less often, unless it was promised to call back.
		if (!document.hidden || reminding || beats % 6 === 0) ask();
	}, everyMs);
	document.addEventListener('visibilitychange', function () {
		if (!document.hidden) ask();
	});
	window.addEventListener('online', ask);
	toldTime = now();
	tellAge();
	ready();
	ask();
})();
