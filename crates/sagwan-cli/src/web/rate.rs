//! How often one client may ask.

use std::net::{IpAddr, Ipv6Addr};
use std::num::NonZeroU32;
use std::sync::atomic::{AtomicU64, Ordering};

use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};

/// Requests a second for one client where the network can reach us and nothing else is said.
pub const USUAL: u32 = 50;
/// After so many requests those who have not come for a while are forgotten.
const SWEEP: u64 = 4096;

/// Lets each client ask so often, and twice that in one go.
pub struct Rate {
    limiter: DefaultKeyedRateLimiter<IpAddr>,
    asked: AtomicU64,
}

impl Rate {
    /// `None` for no limit.
    pub fn a_second(requests: u32) -> Option<Self> {
        let requests = NonZeroU32::new(requests)?;
        let quota = Quota::per_second(requests)
            .allow_burst(requests.saturating_mul(NonZeroU32::MIN.saturating_add(1)));
        Some(Rate { limiter: RateLimiter::keyed(quota), asked: AtomicU64::new(0) })
    }

    /// Whether this client may ask now.
    pub fn allows(&self, client: IpAddr) -> bool {
        if self.asked.fetch_add(1, Ordering::Relaxed) % SWEEP == SWEEP - 1 {
            self.limiter.retain_recent();
        }
        self.limiter.check_key(&household(client)).is_ok()
    }
}

/// A home has a whole IPv6 network of 64 bits: its addresses count together.
fn household(client: IpAddr) -> IpAddr {
    match client.to_canonical() {
        IpAddr::V6(address) => IpAddr::V6(Ipv6Addr::from_bits(address.to_bits() >> 64 << 64)),
        v4 => v4,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_client_has_its_own_share() {
        let rate = Rate::a_second(5).unwrap_or_else(|| panic!("a limit"));
        let client = |text: &str| text.parse::<IpAddr>().unwrap_or_else(|e| panic!("{e}"));
        let allowed = (0..100).filter(|_| rate.allows(client("192.0.2.1"))).count();
        assert!((10..20).contains(&allowed), "{allowed}");
        assert!(rate.allows(client("192.0.2.2")));
        let allowed = (0..100).filter(|n| rate.allows(client(&format!("2001:db8::{n}")))).count();
        assert!((10..20).contains(&allowed), "{allowed}");
        assert!(rate.allows(client("2001:db8:0:1::1")));
        assert!(Rate::a_second(0).is_none());
    }
}
