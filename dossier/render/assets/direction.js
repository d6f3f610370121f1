// @ts-check
// The direction of a text: that of its first strong character (UAX #9), as `direction` of dossier/model/languages.py has it.
"use strict";

(() => {
  // Where the class of characters changes, from U+0000 on: "<" to left-to-right (L), ">" to right-to-left (R, AL), "." to
  // anything else, after so many code points more than the last change (base 36). Of Unicode 18; a browser knows classes, but
  // tells no script of them. tests/unit/test_directions.py compares it with Python's table.
  const CHANGES =
    "<1t.q<6.q<1b.1<a.1<4.1<5.n<1.v<1.ch<2.7<e.2<e.5<9.1<3l.4<2.8<1.5<2.1<1.32<1.3w<7.74<1.2>1d.1>1.1>2.1>2.1>9.1c>8.1>2" +
    ".1>1.1>d.1c>y.3>1.2t>f.2>7.2>a.n>1.u>t.2h>b.1m>9.2>4.3>1.o>4.1>9.1>3.1>7.15>5.1e>g.16<1l.1j<1.1<1.4<8.4<1.3<7.a<2.t" +
    "<1.1m<1.4<6.6<1.k<4.c<2.7<1.2<5.1l<2.3<o.n<2.3<1.b<2.1l<1.4<8.4<3.i<4.b<8.1<8.1m<1.2<1.1<6.6<a.b<4.s<1.1p<1.c<3.z<e" +
    ".3<1.1j<1.1<3.5<i.a<4.i<7.2<1.1m<1.f<9.d<4.q<2.1l<2.4<5.7<1.k<4.r<1.20<5.3<6.2h<1.2<c.7<8.2q<1.2<9.b<8.20<2.r<1.1<1" +
    ".1<5.1f<e.1<5.1<2.5<1d.8<1.2u<4.1<6.1<2.2<2.p<2.4<3.g<4.d<1.2<2.6<1.f<1.jj<3.1c<g.2o<1.hr<1.q<5.36<3.t<2.u<e.i<e.1g" +
    "<2.1<7.8<1.2<b.7<1.1<3.g<w.39<2.y<1.3a<3.4<2.9<1.6<d.48<y.n<2.2<3.1k<1.1<9.1<1.2<8.6<d.1c<2c.1c<1.1<4.1d<9.c<2.w<4.2" +
    "<2.1<3.1k<1.1<2.3<1.1<3.1m<8.2<5.45<3.1<d.1<7.4<1.6<1.3<2.5i<1s.cd<1.1<3.b<3.d<3.d<5.b<h>1.1<2p.3<b.1<g.g<2q.1<4.1<2" +
    ".a<1.1<3.5<6.1<1.1<1.1<1.4<1.b<2.4<5.5<4.2<g.15<bx.1x<q.1<7a.26<ci.1<9f.74<lc.6d<6.4<3.7<7.3j<1.2o<f9.3<p.9<4.2<1.5" +
    "<2.5<4.2g<4.3<1.2i<1.5g<1c.19<3.1c<g.s<3.1e<f.c<4.4n<4.2r<2.v<1.534<1s.h3k<1s.8t<3.2n<h.u<2.28<2.e<y.2u<1.3d<1.3<1.4" +
    "<1.p<2.1<8.8<8.1g<c.1w<a.i<i.d<1.12<8.p<b.1a<3.1c<1.2<4.2<2.13<1.1v<6.2<2.2<b.3<1.8<1.1b<1.1f<1.1<3.2<2.5<2.1<1.16<2" +
    ".8<b.2x<2.3d<1.2<1.4<3>fn1.1>1.a>1.49>g.a3>i.1s>2.1i>14.d>37.3z<y.q<6.q<b.3e<w.75<1.1q<25.3<1s.19<3n.2o<w.3a<a>w0.7z" +
    ">1.69>f.14>8.4l>6.26>7.dg>12.v>6.6p>w.17>2.u>e.n>g.1y>b.1d>4<3e.1<1.1i<f.b<k.a<1.2<2.a<3.1d<4.2<2.7<b.1f<3.10<5.1<9" +
    ".1p<1.c<2.1g<9.a<4.2<1.2n<3.2<1.1<2.6<1.2<1r.2n<1.3<d.g<2.1l<2.3<1.11<q.1n<7.c<1.1<1.1<1.e<v.1k<8.2<3.1<1.n<1.2c<6.1" +
    "<1.4<2.1<2.6m<6.4<2.1<2.r<10.1f<8.2<1.1<2.v<w.17<1.1<1.2<6.1<1.2t<1.1<1.2<4.1<9.73<9.1<2.74<2.1<1.4<1.40<8.4<1.w<6.2" +
    "<2.14<6.2<4.8<9.1<6.2<3.1a<d.1<2.5i<1.1<3.1<1.5l<e.2c<n.1<7.1<2.1<23.1d<l.1<9.1s<3.2<1.1<1.2g<1.76<2.b<2.1g<8.2<1.1" +
    "<1.n<2e.11<16.401<1.6<p.8u6<c.3<3.1xc<5.1n<7.t4<1.1r<4.27<1.1<c.f59<2.1<37a.q<gw.d3<2.1q<3.9<g.2<7.u<4.1n<2.l<28.b<2" +
    ".4j<2o.o1<1.p<1.v<1.p<1.v<1.p<1.v<1.p<1.v<1.p<1.a<1e.e8<1j.4<1e.8<1.e<1.m<v9.74<1c.2n<35.1c<7.af<i.18<4.f<cx.s<4.72" +
    "<2.6r<1.2<1.7<2.5<9>76.5s>1c.1w>7.145<f4.v<1.1m<6.1p<1.4y<12y.1<1lx.gutd<1ekf";

  /** @type {number[]} */
  const starts = [];
  /** @type {string[]} */
  const kinds = [];
  for (const [, kind, gap] of CHANGES.matchAll(/([<>.])([0-9a-z]+)/g)) {
    starts.push((starts.at(-1) ?? 0) + Number.parseInt(gap, 36));
    kinds.push(kind);
  }

  /** @param {string} character */
  function kindOf(character) {
    const code = character.codePointAt(0) ?? 0;
    let low = 0;
    let high = starts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (starts[middle] <= code) low = middle + 1;
      else high = middle;
    }
    return kinds[low - 1] ?? ".";
  }

  /**
   * @param {string} text
   * @returns {"ltr" | "rtl"}
   */
  function direction(text) {
    for (const character of text) {
      const kind = kindOf(character);
      if (kind !== ".") return kind === ">" ? "rtl" : "ltr";
    }
    return "ltr";
  }

  window.dossierDirection = direction;
})();
