//! Randomness that a seed repeats.

/// A generator that gives the same numbers for the same seed (`SplitMix64`). Good for data and ids,
/// not for secrets: nothing that an organisation in a test hides is worth more.
#[derive(Clone, Debug)]
pub struct Dice(u64);

const LETTERS: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

impl Dice {
    /// Dice for a seed.
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ 0x5DEE_CE66_D1CE_4E5B)
    }

    /// The next number.
    pub fn number(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number below `bound`; 0 where `bound` is 0.
    pub fn below(&mut self, bound: usize) -> usize {
        let bound = bound as u64;
        let number = self.number().checked_rem(bound).unwrap_or(0);
        usize::try_from(number).unwrap_or(0)
    }

    /// One of the things; the list must not be empty.
    pub fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        let at = self.below(from.len());
        from.get(at)
            .expect("the lists picked from are constants with members")
    }

    /// True once in `n` times.
    pub fn once_in(&mut self, n: usize) -> bool {
        self.below(n) == 0
    }

    /// That many letters and digits.
    pub fn letters(&mut self, count: usize) -> String {
        (0..count)
            .map(|_| char::from(*self.pick(LETTERS)))
            .collect()
    }

    /// That many hexadecimal digits, lower case.
    pub fn hex(&mut self, count: usize) -> String {
        (0..count)
            .map(|_| char::from(*self.pick(b"0123456789abcdef")))
            .collect()
    }

    /// A version-4 UUID.
    pub fn uuid(&mut self) -> String {
        let hex = self.hex(31);
        let variant = *self.pick(b"89ab");
        format!(
            "{}-{}-4{}-{}{}-{}",
            &hex[..8],
            &hex[8..12],
            &hex[12..15],
            char::from(variant),
            &hex[15..18],
            &hex[18..30]
        )
    }
}

#[cfg(test)]
mod tests {
    use super::Dice;

    #[test]
    fn the_same_seed_gives_the_same_letters() {
        assert_eq!(Dice::new(7).letters(20), Dice::new(7).letters(20));
        assert_ne!(Dice::new(7).letters(20), Dice::new(8).letters(20));
        assert_eq!(Dice::new(7).uuid().len(), 36);
    }
}
