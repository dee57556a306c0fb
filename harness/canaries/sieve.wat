;; Finds, sixteen bytes at a time, the few places of a text where a canary may begin. Everything is decided elsewhere: this only says
;; where to look. Compiled into sieve-code.ts; sieve.test.ts fails when the two differ and writes the text that belongs there.
(module
  (memory (export "memory") 1536)

  ;; Places are written as words from address 0: the address times four, plus a kind. A run has a second word, its end.
  (global $places_max i32 (i32.const 4000))
  ;; A run is written where it ends, however many places were written since it began.
  (global $runs_max i32 (i32.const 8000))

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

  ;; Thirty-two bytes at a time by tests that let too much through, then exactly where something came through: a first letter, the
  ;; begin of an escape, UTF-16, long runs of base64 letters.
  (func (export "full") (param $at i32) (param $to i32) (param $begin i32) (result i32)
    (local $count i32) (local $mask i32) (local $low i32) (local $end i32)
    (local $a v128) (local $b v128) (local $half v128) (local $fold v128) (local $gate v128) (local $quote v128) (local $least v128)
    ;; by their low half, folded: % & z backslash =, unless a quote follows, as in every tag; what is not ASCII passes too
    (local.set $gate (v128.const i8x16 0 0 0 0 0 0x25 0x26 0 0 0 0x7a 0 0x7c 0x3d 0 0))
    (local.set $quote (i8x16.splat (i32.const 0x22)))
    (local.set $half (i8x16.splat (i32.const 15)))
    (local.set $fold (i8x16.splat (i32.const 0x20)))
    ;; no base64 letter is less than a plus sign
    (local.set $least (i8x16.splat (i32.const 0x2b)))
    (block $done
      (loop $blocks
        (br_if $done (i32.gt_u (local.get $at) (local.get $to)))
        (br_if $done (i32.gt_u (local.get $count) (global.get $places_max)))
        (local.set $a (v128.load (local.get $at)))
        (local.set $b (v128.load offset=16 (local.get $at)))
        (if (i8x16.bitmask (v128.or
            (v128.or (local.get $a) (v128.andnot
              (i8x16.eq (v128.or (local.get $a) (local.get $fold)) (i8x16.swizzle (local.get $gate) (v128.and (local.get $a) (local.get $half))))
              (i8x16.eq (v128.load offset=1 (local.get $at)) (local.get $quote))))
            (v128.or (local.get $b) (v128.andnot
              (i8x16.eq (v128.or (local.get $b) (local.get $fold)) (i8x16.swizzle (local.get $gate) (v128.and (local.get $b) (local.get $half))))
              (i8x16.eq (v128.load offset=17 (local.get $at)) (local.get $quote))))))
          (then
            (local.set $mask (i32.or (call $anchors (local.get $at))
              (i32.shl (call $anchors (i32.add (local.get $at) (i32.const 16))) (i32.const 16))))
            (if (local.get $mask)
              (then (local.set $count (call $emit (local.get $count) (local.get $at) (local.get $mask) (i32.const 0)))))))
        (local.set $mask (i32.or (i8x16.bitmask (i8x16.lt_s (local.get $a) (local.get $least)))
          (i32.shl (i8x16.bitmask (i8x16.lt_s (local.get $b) (local.get $least))) (i32.const 16))))
        ;; what may be a run ends at the first other byte; the last other byte begins the next
        (if (local.get $mask)
          (then
            (local.set $end (i32.add (local.get $at) (i32.ctz (local.get $mask))))
            (if (i32.ge_u (i32.sub (local.get $end) (local.get $begin)) (i32.const 24))
              (then
                (local.set $count (call $runs (local.get $count) (local.get $begin) (local.get $end)))
                (if (i32.gt_u (local.get $count) (global.get $runs_max)) (then (return (local.get $count))))))
            ;; one between two others of these thirty-two
            (local.set $low (i32.and (local.get $mask) (i32.const 0xff)))
            (if (i32.and (i32.eqz (i32.and (local.get $mask) (i32.const 0xffff00)))
                (i32.and (i32.ne (local.get $low) (i32.const 0)) (i32.ne (local.get $low) (local.get $mask))))
              (then (local.set $count (call $runs (local.get $count)
                (i32.sub (i32.add (local.get $at) (i32.const 32)) (i32.clz (local.get $low)))
                (i32.add (local.get $at) (i32.ctz (i32.xor (local.get $mask) (local.get $low))))))))
            ;; every second byte is zero
            (if (i32.ge_u (i32.popcnt (local.get $mask)) (i32.const 8))
              (then
                (local.set $count (call $wide (local.get $count) (local.get $at)))
                (local.set $count (call $wide (local.get $count) (i32.add (local.get $at) (i32.const 16))))))
            (local.set $begin (i32.sub (i32.add (local.get $at) (i32.const 32)) (i32.clz (local.get $mask))))))
        (local.set $at (i32.add (local.get $at) (i32.const 32)))
        (br $blocks)))
    (global.set $resume (local.get $at))
    (global.set $begin (local.get $begin))
    ;; the text ends
    (if (i32.and (i32.gt_u (local.get $at) (local.get $to))
        (i32.and (i32.le_u (local.get $begin) (local.get $to)) (i32.ge_u (i32.sub (local.get $to) (local.get $begin)) (i32.const 24))))
      (then (return (call $runs (local.get $count) (local.get $begin) (local.get $to)))))
    (local.get $count))

  ;; Which of sixteen bytes are a first letter followed by a second or by something that may stand between letters, or the begin of an
  ;; escape. A byte is in a class when its low and its high half both are: classes are bits, looked up by half.
  (func $anchors (param $at i32) (result i32)
    (local $now v128) (local $next v128) (local $third v128) (local $half v128)
    (local.set $half (i8x16.splat (i32.const 15)))
    (local.set $now (v128.load (local.get $at)))
    (local.set $next (v128.load offset=1 (local.get $at)))
    (local.set $third (v128.load offset=2 (local.get $at)))
    ;; bits: 0 6 7 z, 1 backslash, 2 & and %, 3 =, 4 5 first bytes of accented and wide z
    (i8x16.bitmask (i8x16.ne (v128.const i64x2 0 0) (v128.and
      (v128.and
        (i8x16.swizzle (v128.const i8x16 0x00 0x20 0x00 0x00 0x00 0x14 0x04 0x00 0x00 0x00 0xc1 0x00 0x02 0x08 0x00 0x20)
          (v128.and (local.get $now) (local.get $half)))
        (i8x16.swizzle (v128.const i8x16 0x00 0x00 0x04 0x08 0x00 0xc3 0x00 0xc1 0x00 0x00 0x00 0x00 0x10 0x00 0x20 0x00)
          (v128.and (i16x8.shr_u (local.get $now) (i32.const 4)) (local.get $half))))
      (v128.and (v128.and
        (i8x16.swizzle (v128.const i8x16 0xc0 0x05 0x4c 0x4c 0x0c 0x8e 0x8c 0x0c 0x02 0x90 0xb4 0x90 0xf3 0xf0 0x10 0x40)
          (v128.and (local.get $next) (local.get $half)))
        (i8x16.swizzle (v128.const i8x16 0x80 0x00 0x84 0x8c 0x0c 0x07 0x04 0x07 0x00 0x00 0x00 0x30 0x40 0x00 0x40 0x40)
          (v128.and (i16x8.shr_u (local.get $next) (i32.const 4)) (local.get $half)))
        ;; only behind = it matters: a digit, or a letter up to I
        (v128.and
          (i8x16.swizzle (v128.const i8x16 0xff 0xff 0xff 0xff 0xff 0xff 0xff 0xff 0xff 0xff 0xf7 0xf7 0xf7 0xf7 0xf7 0xf7)
            (v128.and (local.get $third) (local.get $half)))
          (i8x16.swizzle (v128.const i8x16 0xf7 0xf7 0xf7 0xff 0xff 0xf7 0xff 0xf7 0xf7 0xf7 0xf7 0xf7 0xf7 0xf7 0xf7 0xf7)
            (v128.and (i16x8.shr_u (local.get $third) (i32.const 4)) (local.get $half))))))))))

  ;; Writes the runs of base64 letters between two places, the second of which is none; stops, and says where, when they are too many.
  (func $runs (param $count i32) (param $at i32) (param $to i32) (result i32)
    (local $others i32) (local $begin i32) (local $now v128) (local $half v128) (local $low v128) (local $high v128)
    (local.set $low (v128.const i8x16 0xa8 0xf8 0xf8 0xf8 0xf8 0xf8 0xf8 0xf8 0xf8 0xf8 0xf0 0x54 0x50 0x54 0x50 0x74))
    (local.set $high (v128.const i8x16 0x01 0x02 0x04 0x08 0x10 0x20 0x40 0x80 0 0 0 0 0 0 0 0))
    (local.set $half (i8x16.splat (i32.const 15)))
    (local.set $begin (local.get $at))
    (loop $blocks
      (local.set $now (v128.load (local.get $at)))
      (local.set $others (i8x16.bitmask (i8x16.eq (v128.const i64x2 0 0) (v128.and
        (i8x16.swizzle (local.get $low) (v128.and (local.get $now) (local.get $half)))
        (i8x16.swizzle (local.get $high) (v128.and (i16x8.shr_u (local.get $now) (i32.const 4)) (local.get $half)))))))
      (if (local.get $others)
        (then
          (if (i32.ge_u (i32.sub (i32.add (local.get $at) (i32.ctz (local.get $others))) (local.get $begin)) (i32.const 24))
            (then (local.set $count
              (call $emit_run (local.get $count) (local.get $begin) (i32.add (local.get $at) (i32.ctz (local.get $others)))))))
          (local.set $begin (i32.sub (i32.add (local.get $at) (i32.const 32)) (i32.clz (local.get $others))))))
      (local.set $at (i32.add (local.get $at) (i32.const 16)))
      (if (i32.gt_u (local.get $count) (global.get $runs_max))
        (then
          (global.set $resume (local.get $at))
          (global.set $begin (local.get $begin))
          (return (local.get $count))))
      (br_if $blocks (i32.le_u (local.get $at) (local.get $to))))
    (local.get $count))

  ;; Writes a place where every second byte of sixteen is zero.
  (func $wide (param $count i32) (param $at i32) (result i32)
    (local $mask i32)
    (local.set $mask (i8x16.bitmask (i8x16.eq (v128.load (local.get $at)) (v128.const i64x2 0 0))))
    (if (i32.or (i32.eq (local.get $mask) (i32.const 0x5555)) (i32.eq (local.get $mask) (i32.const 0xaaaa)))
      (then (return (call $emit (local.get $count) (local.get $at) (i32.const 1) (i32.const 2)))))
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
