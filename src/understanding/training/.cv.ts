import { loadLexicon } from '/work/main/src/understanding/lexicon/load-lexicon.ts';
import { createMessageReader } from '/work/main/src/understanding/features/read-message.ts';
import { readCorpus } from '/work/main/src/understanding/training/read-corpus.ts';
import { fit, type FitOptions, type Sample } from '/work/main/src/understanding/training/fit.ts';
import { scoreFeatures } from '/work/main/src/understanding/model/linear-model.ts';
import { topics } from '/work/main/src/understanding/topic/topics.ts';
const lex = await loadLexicon(); const read = createMessageReader(lex);
const train = await readCorpus('corpus'), held = await readCorpus('heldout');
const feat=(s:any)=>{const f=read(s.text,s.language).features;return {n:f.ngrams.slice(0,f.ngramCount),c:f.concepts.slice(0,f.conceptCount)}};
const F=train.map(feat),H=held.map(feat);
const mode=process.argv[2]??'tone';
const lab=(s:any)=>mode==='tone'?(s.dissatisfied?1:0):topics.indexOf(s.topic);
const K=5;
function folds(i:number){return i%K}
function predict(m:any,x:any,sc:Float64Array){scoreFeatures(m,{ngrams:x.n,ngramCount:x.n.length,concepts:x.c,conceptCount:x.c.length},sc);}
function evalSet(o:FitOptions, tr:any[], te:any[]){
 const m=fit(tr.map(([s,x])=>({ngrams:x.n,concepts:x.c,label:lab(s)})),o); const sc=new Float64Array(o.classes);
 return te.map(([s,x])=>{predict(m,x,sc); return {s,p:mode==='tone'?1/(1+Math.exp(-sc[0]!)):sc.indexOf(Math.max(...sc))}});
}
function report(rs:any[]){ if(mode==='tone'){let tp=0,fp=0,fn=0;let ll=0;for(const {s,p} of rs){const y=s.dissatisfied;const g=p>=.5;if(g&&y)tp++;if(g&&!y)fp++;if(!g&&y)fn++;ll-=Math.log(Math.max(1e-6,y?p:1-p))}const P=tp/(tp+fp),R=tp/(tp+fn);return `P ${P.toFixed(3)} R ${R.toFixed(3)} F1 ${(2*P*R/(P+R)).toFixed(4)} ll ${(ll/rs.length).toFixed(3)}`}
 return 'acc '+(rs.filter(({s,p})=>topics[p]===s.topic).length/rs.length).toFixed(4)}
const perm=[...train.keys()].map(i=>[(i*2654435761)>>>0,i] as const).sort((a,b)=>a[0]-b[0]).map(x=>x[1]!);
const pos=new Map<any,number>();{const c:any={};for(const s of train){c[s.language]=(c[s.language]??0)+1;pos.set(s,c[s.language])}}
export function cv(o:FitOptions){const rs:any[]=[];const B=6;for(let k=0;k<K;k++){const tr:any[]=[],te:any[]=[];train.forEach((s,i)=>((Math.floor(pos.get(s)!/B)%K)===k?te:tr).push([s,F[i]]));rs.push(...evalSet(o,tr,te));}return rs}
export function cvOld(o:FitOptions){const rs:any[]=[];for(let k=0;k<K;k++){const tr:any[]=[],te:any[]=[];perm.forEach((i,j)=>(j%K===k?te:tr).push([train[i],F[i]]));rs.push(...evalSet(o,tr,te));}return rs}
export function lolo(o:FitOptions){const rs:any[]=[];for(const l of ['de','zh','th','pl','es']){const tr:any[]=[],te:any[]=[];train.forEach((s,i)=>(s.language===l?te:tr).push([s,F[i]]));rs.push(...evalSet(o,tr,te));}return rs}
export function heldout(o:FitOptions){return evalSet(o,train.map((s,i)=>[s,F[i]]),held.map((s,i)=>[s,H[i]]))}
const base:FitOptions={classes:mode==='tone'?1:9,ngramBits:mode==='tone'?18:16,conceptBits:13,epochs:15,rate:.1,penalty:1e-5,dropout:.2,balance:0,conceptValue:0.5,seed:1};
const variants=JSON.parse(process.argv[3]??'[{}]');
for(const v of variants){const o={...base,...v};const t=performance.now();const r=cv(o);console.log(JSON.stringify(v),'CV',report(r),v.lolo?'LOLO '+report(lolo(o)):'',v.held?'HELD '+report(heldout(o)):'',((performance.now()-t)/1000).toFixed(1)+'s');
 if(mode==='topic'&&v.conf){const c:any={};for(const {s,p} of r){if(s.topic===topics[p])continue;const k=s.topic+'>'+topics[p];c[k]=(c[k]??0)+1}console.log(Object.entries(c).sort((a:any,b:any)=>b[1]-a[1]).slice(0,40).map(x=>x.join(' ')).join(', '))}
 if(v.err) for(const {s,p} of r) if(mode==='tone'?(p>=.5)!==s.dissatisfied:topics[p]!==s.topic) console.log(mode==='tone'?p.toFixed(2):topics[p],s.dissatisfied?1:0,s.topic,s.text);}
