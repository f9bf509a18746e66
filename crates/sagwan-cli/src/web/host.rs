//! The names under which the reading room may be asked.
//!
//! A page of an attacker may give its own name the address of this machine and then read what is served here as if it were its
//! own (DNS rebinding). The browser still sends the attacker's name as `Host`: it is none of ours, and is refused. An address in
//! numbers cannot be given away like that.

use std::net::IpAddr;

use axum::extract::Request;
use axum::http::{Method, header};

/// The names that are answered to besides this machine's addresses and `localhost`.
#[derive(Debug, Clone, Default)]
pub struct Hosts(Vec<String>);

impl Hosts {
    /// Names as `--host` gives them; a port behind them does not matter.
    pub fn new(names: &[String]) -> Self {
        Hosts(names.iter().map(|name| bare(name)).collect())
    }

    /// Whether a request is for us by all the names it gives.
    pub fn serve(&self, request: &Request) -> bool {
        let mut named = request.headers().get_all(header::HOST).iter();
        let (Some(host), None) = (named.next(), named.next()) else { return false };
        let of_address = request.uri().authority().map(|authority| authority.as_str());
        host.to_str().is_ok_and(|host| self.knows(host)) && of_address.is_none_or(|host| self.knows(host))
    }

    /// Whether a request that changes or works something comes from a page of ours, or from no page at all.
    pub fn trust(&self, request: &Request) -> bool {
        if matches!(*request.method(), Method::GET | Method::HEAD) {
            return true;
        }
        let Some(origin) = request.headers().get(header::ORIGIN) else { return true };
        let from = origin.to_str().ok().and_then(|origin| origin.split_once("://"));
        from.is_some_and(|(_, host)| self.knows(host))
    }

    fn knows(&self, host: &str) -> bool {
        let host = bare(host);
        host == "localhost" || host.parse::<IpAddr>().is_ok() || self.0.contains(&host)
    }
}

/// A name in small letters without port, brackets and the dot of the root.
fn bare(host: &str) -> String {
    let host = host.trim();
    let name = match host.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        Some((v6, _)) => v6,
        None => host.rsplit_once(':').map_or(host, |(name, _)| name),
    };
    name.trim_end_matches('.').to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_of_ours_are_known() {
        let hosts = Hosts::new(&["news.example".to_owned(), "Room.Example:8080".to_owned()]);
        for host in [
            "localhost",
            "localhost:7878",
            "LOCALHOST",
            "localhost.",
            "127.0.0.1",
            "127.0.0.1:7878",
            "[::1]:7878",
            "[::1]",
            "192.168.0.7:80",
            "news.example",
            "NEWS.example:443",
            "room.example",
        ] {
            assert!(hosts.knows(host), "{host}");
        }
        for host in [
            "",
            "evil.example",
            "evil.example:7878",
            "localhost.evil.example",
            "127.0.0.1.evil.example",
            "evil-localhost",
            "sub.news.example",
            "news.example.evil",
            "0x7f.1",
            "localhost:7878:evil",
            "user@localhost",
        ] {
            assert!(!hosts.knows(host), "{host}");
        }
    }
}
