;; Finds, sixteen bytes at a time, the few places of a text where a canary may begin. Everything is decided elsewhere: this only says
;; where to look. Compiled into sieve-code.ts; sieve.test.ts fails when the two differ and writes the text that belongs there.
(module
  (memory (export "memory") 1536)

  ;; Places are written as words from address 0: the address times four, plus a kind. A run has a second word, its end.
  (global $places_max i32 (i32.const 4000))

  ;; Where the last call stopped, where the run of base64 letters at that place began, whether a word goes on there.
  (global $resume (export "resume") (mut i32) (i32.const 0))
  (global $begin (export "begin") (mut i32) (i32.const 0))
  (global $inside (mut i32) (i32.const 0))

  ;; Case-folded `zq`, and nothing else.
  (func (export "plain") (param $at i32) (param $to i32) (result i32)
    (local $count i32) (local $fold v128) (local $z v128) (local $q v128) (local $a v128) (local $b v128)
    (local.set $fold (i8x16.splat (i32.const 0x20)))
    (local.set $z (i8x16.splat (i32.const 0x7a)))
    (local.set $q (i8x16.splat (i32.const 0x71)))
    (block $done
      (loop $blocks
        (br_if $done (i32.gt_u (local.get $at) (local.get $to)))
        (br_if $done (i32.gt_u (local.get $count) (global.get $places_max)))
        (local.set $a (v128.and
          (i8x16.eq (v128.or (v128.load (local.get $at)) (local.get $fold)) (local.get $z))
          (i8x16.eq (v128.or (v128.load offset=1 (local.get $at)) (local.get $fold)) (local.get $q))))
        (local.set $b (v128.and
          (i8x16.eq (v128.or (v128.load offset=16 (local.get $at)) (local.get $fold)) (local.get $z))
          (i8x16.eq (v128.or (v128.load offset=17 (local.get $at)) (local.get $fold)) (local.get $q))))
        (if (v128.any_true (v128.or (local.get $a) (local.get $b)))
          (then
            (local.set $count (call $emit (local.get $count) (local.get $at)
              (i32.or (i8x16.bitmask (local.get $a)) (i32.shl (i8x16.bitmask (local.get $b)) (i32.const 16))) (i32.const 0)))))
        (local.set $at (i32.add (local.get $at) (i32.const 32)))
        (br $blocks)))
    (global.set $resume (local.get $at))
    (local.get $count))

  ;; A first letter followed by a second or by something that may stand between letters; the begin of an escape; UTF-16; long runs of
  ;; base64 letters. A byte is in a class when its low and its high half both are: classes are bits, looked up by half.
  (func (export "full") (param $at i32) (param $to i32) (param $begin i32) (result i32)
    (local $count i32) (local $mask i32) (local $runs i32)
    (local $now v128) (local $next v128) (local $half v128) (local $zero v128) (local $low v128) (local $high v128) (local $found v128)
    (local $now_low v128) (local $now_high v128) (local $next_low v128) (local $next_high v128) (local $run_low v128) (local $run_high v128)
    ;; bits: 0 6 7 z, 1 backslash, 2 & and %, 3 =, 4 5 first bytes of accented and wide z
    (local.set $now_low (v128.const i8x16 0x00 0x20 0x00 0x00 0x00 0x14 0x04 0x00 0x00 0x00 0xc1 0x00 0x02 0x08 0x00 0x20))
    (local.set $now_high (v128.const i8x16 0x00 0x00 0x04 0x08 0x00 0xc3 0x00 0xc1 0x00 0x00 0x00 0x00 0x10 0x00 0x20 0x00))
    (local.set $next_low (v128.const i8x16 0xc0 0x05 0x4c 0x4c 0x0c 0x8e 0x8c 0x0c 0x02 0x90 0xb4 0x90 0xf3 0xf0 0x10 0x40))
    (local.set $next_high (v128.const i8x16 0x80 0x00 0x84 0x8c 0x0c 0x07 0x04 0x07 0x00 0x00 0x00 0x30 0x40 0x00 0x40 0x40))
    (local.set $run_low (v128.const i8x16 0xa8 0xf8 0xf8 0xf8 0xf8 0xf8 0xf8 0xf8 0xf8 0xf8 0xf0 0x54 0x50 0x54 0x50 0x74))
    (local.set $run_high (v128.const i8x16 0x01 0x02 0x04 0x08 0x10 0x20 0x40 0x80 0 0 0 0 0 0 0 0))
    (local.set $half (i8x16.splat (i32.const 15)))
    
    (block $done
      (loop $blocks
        (br_if $done (i32.gt_u (local.get $at) (local.get $to)))
        (br_if $done (i32.gt_u (local.get $count) (global.get $places_max)))
        (local.set $now (v128.load (local.get $at)))
        (local.set $low (v128.and (local.get $now) (local.get $half)))
        (local.set $high (v128.and (i16x8.shr_u (local.get $now) (i32.const 4)) (local.get $half)))
        (local.set $found (v128.and (i8x16.swizzle (local.get $now_low) (local.get $low)) (i8x16.swizzle (local.get $now_high) (local.get $high))))
        ;; few blocks have a byte that may come first
        (if (v128.any_true (local.get $found))
          (then
            (local.set $next (v128.load offset=1 (local.get $at)))
            (local.set $found (v128.and (local.get $found)
              (v128.and
                (i8x16.swizzle (local.get $next_low) (v128.and (local.get $next) (local.get $half)))
                (i8x16.swizzle (local.get $next_high) (v128.and (i16x8.shr_u (local.get $next) (i32.const 4)) (local.get $half))))))
            (if (v128.any_true (local.get $found))
              (then (local.set $count (call $emit (local.get $count) (local.get $at)
                (i8x16.bitmask (i8x16.ne (local.get $found) (local.get $zero))) (i32.const 0)))))))
        ;; a run ends at the first other byte; the last other byte begins the next
        (local.set $runs (i8x16.bitmask (i8x16.eq (local.get $zero) (v128.and
          (i8x16.swizzle (local.get $run_low) (local.get $low)) (i8x16.swizzle (local.get $run_high) (local.get $high))))))
        (if (local.get $runs)
          (then
            (if (i32.ge_u (i32.sub (i32.add (local.get $at) (i32.ctz (local.get $runs))) (local.get $begin)) (i32.const 24))
              (then (local.set $count (call $emit_run (local.get $count) (local.get $begin) (i32.add (local.get $at) (i32.ctz (local.get $runs)))))))
            ;; every second byte is zero
            (if (i32.ge_u (i32.popcnt (local.get $runs)) (i32.const 8))
              (then
                (local.set $mask (i8x16.bitmask (i8x16.eq (local.get $now) (local.get $zero))))
                (if (i32.or (i32.eq (local.get $mask) (i32.const 0x5555)) (i32.eq (local.get $mask) (i32.const 0xaaaa)))
                  (then (local.set $count (call $emit (local.get $count) (local.get $at) (i32.const 1) (i32.const 2)))))))
            (local.set $begin (i32.sub (i32.add (local.get $at) (i32.const 32)) (i32.clz (local.get $runs))))))
        (local.set $at (i32.add (local.get $at) (i32.const 16)))
        (br $blocks)))
    (global.set $resume (local.get $at))
    (global.set $begin (local.get $begin))
    (local.get $count))

  ;; Words whose first four or eight bytes, case-folded, have their bit set in the short or the long table.
  (func (export "words") (param $at i32) (param $to i32) (param $fresh i32)
      (param $short_table i32) (param $long_table i32) (param $long_shift i32) (result i32)
    (local $count i32) (local $mask i32) (local $starts i32) (local $word i32) (local $short i32) (local $long i32)
    (local $now v128) (local $half v128) (local $zero v128) (local $low v128) (local $high v128)
    (local.set $low (v128.const i8x16 0xa8 0xf8 0xf8 0xf8 0xf8 0xf8 0xf8 0xf8 0xf8 0xf8 0xf0 0x50 0x50 0x50 0x50 0x50))
    (local.set $high (v128.const i8x16 0x01 0x02 0x04 0x08 0x10 0x20 0x40 0x80 0 0 0 0 0 0 0 0))
    (local.set $half (i8x16.splat (i32.const 15)))
    (if (local.get $fresh) (then (global.set $inside (i32.const 0))))
    (block $done
      (loop $blocks
        (br_if $done (i32.gt_u (local.get $at) (local.get $to)))
        (br_if $done (i32.gt_u (local.get $count) (global.get $places_max)))
        (local.set $now (v128.load (local.get $at)))
        (local.set $mask (i8x16.bitmask (i8x16.ne (local.get $zero) (v128.and
          (i8x16.swizzle (local.get $low) (v128.and (local.get $now) (local.get $half)))
          (i8x16.swizzle (local.get $high) (v128.and (i16x8.shr_u (local.get $now) (i32.const 4)) (local.get $half)))))))
        (local.set $starts (i32.and (local.get $mask)
          (i32.xor (i32.or (i32.shl (local.get $mask) (i32.const 1)) (global.get $inside)) (i32.const -1))))
        (global.set $inside (i32.shr_u (local.get $mask) (i32.const 15)))
        (block $none
          (loop $each
            (br_if $none (i32.eqz (local.get $starts)))
            (local.set $word (i32.add (local.get $at) (i32.ctz (local.get $starts))))
            (local.set $starts (i32.and (local.get $starts) (i32.sub (local.get $starts) (i32.const 1))))
            (local.set $long (i32.wrap_i64 (i64.shr_u (i64.mul
              (i64.or (i64.load (local.get $word)) (i64.const 0x2020202020202020)) (i64.const 0x9e3779b97f4a7c15)) (i64.extend_i32_u (local.get $long_shift)))))
            (local.set $short (i32.shr_u (i32.mul
              (i32.or (i32.load (local.get $word)) (i32.const 0x20202020)) (i32.const 0x9e3779b1)) (i32.const 16)))
            (br_if $each (i32.eqz (i32.and (i32.const 1) (i32.or
              (i32.shr_u (i32.load8_u (i32.add (local.get $long_table) (i32.shr_u (local.get $long) (i32.const 3))))
                (i32.and (local.get $long) (i32.const 7)))
              (i32.shr_u (i32.load8_u (i32.add (local.get $short_table) (i32.shr_u (local.get $short) (i32.const 3))))
                (i32.and (local.get $short) (i32.const 7)))))))
            (local.set $count (call $emit (local.get $count) (local.get $word) (i32.const 1) (i32.const 3)))
            (br $each)))
        (local.set $at (i32.add (local.get $at) (i32.const 16)))
        (br $blocks)))
    (global.set $resume (local.get $at))
    (local.get $count))

  ;; Writes a place and its kind for each bit of a mask.
  (func $emit (param $count i32) (param $at i32) (param $mask i32) (param $kind i32) (result i32)
    (loop $bits
      (i32.store (i32.shl (local.get $count) (i32.const 2))
        (i32.or (i32.shl (i32.add (local.get $at) (i32.ctz (local.get $mask))) (i32.const 2)) (local.get $kind)))
      (local.set $count (i32.add (local.get $count) (i32.const 1)))
      (local.set $mask (i32.and (local.get $mask) (i32.sub (local.get $mask) (i32.const 1))))
      (br_if $bits (local.get $mask)))
    (local.get $count))

  ;; Writes a run of base64 letters, unless it ends in a UUID before which nothing could be hidden, or is shorter than a digest and
  ;; has no capital, as most paths and names.
  (func $emit_run (param $count i32) (param $from i32) (param $to i32) (result i32)
    (local $at i32)
    (local.set $at (local.get $from))
    (block $drop
      (if (i32.and
          (i32.ge_u (i32.sub (local.get $to) (local.get $from)) (i32.const 36))
          (i32.lt_u (i32.sub (local.get $to) (local.get $from)) (i32.const 60)))
        (then (br_if $drop (i32.and
          (i32.and
            (i32.eq (i32.load8_u (i32.sub (local.get $to) (i32.const 28))) (i32.const 45))
            (i32.eq (i32.load8_u (i32.sub (local.get $to) (i32.const 23))) (i32.const 45)))
          (i32.and
            (i32.eq (i32.load8_u (i32.sub (local.get $to) (i32.const 18))) (i32.const 45))
            (i32.eq (i32.load8_u (i32.sub (local.get $to) (i32.const 13))) (i32.const 45)))))))
      (block $keep
        (br_if $keep (i32.ge_u (i32.sub (local.get $to) (local.get $from)) (i32.const 32)))
        (loop $letters
          (br_if $keep (i32.lt_u (i32.sub (i32.load8_u (local.get $at)) (i32.const 65)) (i32.const 26)))
          (local.set $at (i32.add (local.get $at) (i32.const 1)))
          (br_if $letters (i32.lt_u (local.get $at) (local.get $to))))
        (br $drop))
      (i32.store (i32.shl (local.get $count) (i32.const 2)) (i32.or (i32.shl (local.get $from) (i32.const 2)) (i32.const 1)))
      (i32.store offset=4 (i32.shl (local.get $count) (i32.const 2)) (local.get $to))
      (local.set $count (i32.add (local.get $count) (i32.const 2))))
    (local.get $count))
)
