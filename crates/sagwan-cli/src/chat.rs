//! Asking a server that speaks the chat-completions protocol: one request a sheet, answers in JSON where the server can be held to
//! a schema, back-off when it is in trouble, and a key that is sent to nobody else.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use backon::ExponentialBuilder;
use sagwan_second::Message;
use serde_json::{Value, json};
use ureq::Agent;
use ureq::Body;
use ureq::http::Response;

use crate::fetch::{self, Attempt, persist};

/// The environment's name for the key.
pub const KEY: &str = "SAGWAN_SECOND_KEY";
/// Attempts when the server or the network is in trouble.
const ATTEMPTS: usize = 4;
/// Before the second attempt; doubled with each.
const FIRST_WAIT: Duration = Duration::from_millis(500);
/// The longest that a server may ask to be left alone for one attempt.
const LONGEST_WAIT: Duration = Duration::from_secs(120);
/// Bytes of the largest answer: a hundred times what an article's questions need.
const LARGEST: u64 = 1 << 20;

/// Why there is no answer.
#[derive(Debug, thiserror::Error)]
pub enum ChatError {
    #[error("answered {0}")]
    Status(u16, Option<Duration>),
    #[error("{0}")]
    Network(Box<ureq::Error>),
    #[error("its answer is not of the chat-completions protocol")]
    Protocol,
    #[error("its answer breaks off")]
    BrokenOff,
    #[error("interrupted")]
    Stopped,
}

impl Attempt for ChatError {
    fn is_passing(&self) -> bool {
        match self {
            ChatError::Status(status, _) => matches!(status, 408 | 429 | 500 | 502 | 503 | 504 | 529),
            ChatError::Network(_) | ChatError::BrokenOff => true,
            ChatError::Protocol | ChatError::Stopped => false,
        }
    }

    fn asked_for(&self) -> Option<Duration> {
        match self {
            ChatError::Status(_, wait) => wait.map(|wait| wait.min(LONGEST_WAIT)),
            _ => None,
        }
    }

    fn stopped() -> Self {
        ChatError::Stopped
    }
}

/// Why a server cannot be asked at all.
#[derive(Debug, thiserror::Error)]
pub enum ServerError {
    #[error("{0} is no address of a server: write it as http://127.0.0.1:8080/v1")]
    Address(String),
    #[error("{KEY} is not sent to {0} without encryption: use https, or a server on this machine")]
    Open(String),
    #[error("{KEY} holds characters that no key has")]
    Key,
}

/// What a server said.
#[derive(Debug)]
pub struct Reply {
    pub text: String,
    /// Tokens sent and answered, where the server counts them.
    pub spent: Option<(u64, u64)>,
}

/// A server with the model that it is asked for.
pub struct Server {
    agent: Agent,
    address: String,
    model: String,
    key: Option<String>,
    /// Whether it refused to be held to a schema.
    unstructured: AtomicBool,
    stop: &'static AtomicBool,
}

impl Server {
    /// A server under an address with or without the protocol's own path.
    ///
    /// # Errors
    /// When the address is none, or the key would be sent in the open.
    pub fn new(
        address: &str,
        model: &str,
        key: Option<String>,
        timeout: Duration,
        stop: &'static AtomicBool,
    ) -> Result<Self, ServerError> {
        let no_address = || ServerError::Address(address.to_owned());
        let url = url::Url::parse(address).map_err(|_| no_address())?;
        let host = url.host_str().ok_or_else(no_address)?;
        if !matches!(url.scheme(), "http" | "https") {
            return Err(no_address());
        }
        let loopback = matches!(host, "localhost" | "127.0.0.1" | "[::1]");
        if key.is_some() && url.scheme() == "http" && !loopback {
            return Err(ServerError::Open(host.to_owned()));
        }
        if key.as_ref().is_some_and(|key| !key.bytes().all(|b| b.is_ascii_graphic())) {
            return Err(ServerError::Key);
        }
        let path = "/chat/completions";
        let address = match url.path().ends_with(path) {
            true => address.to_owned(),
            false => format!("{}{path}", address.trim_end_matches('/')),
        };
        let config = Agent::config_builder()
            .timeout_global(Some(timeout))
            // A key follows no redirection.
            .max_redirects(0)
            .user_agent(fetch::AGENT)
            .http_status_as_error(false);
        Ok(Server {
            agent: Agent::new_with_config(config.build()),
            address,
            model: model.to_owned(),
            key,
            unstructured: AtomicBool::new(false),
            stop,
        })
    }

    /// Sends messages; tries again while what went wrong may pass.
    ///
    /// # Errors
    /// When no attempt brought an answer.
    pub fn ask(&self, messages: &[Message]) -> Result<Reply, ChatError> {
        let back_off = ExponentialBuilder::default().with_min_delay(FIRST_WAIT).with_max_times(ATTEMPTS - 1);
        persist(back_off, self.stop, || {
            let structured = !self.unstructured.load(Ordering::SeqCst);
            match self.request(messages) {
                // Not every server can be held to a schema: what it answers is held to it here all the same.
                Err(ChatError::Status(400 | 404 | 415 | 422 | 501, _)) if structured => {
                    self.unstructured.store(true, Ordering::SeqCst);
                    self.request(messages)
                }
                outcome => outcome,
            }
        })
    }

    /// One request.
    fn request(&self, messages: &[Message]) -> Result<Reply, ChatError> {
        let mut body = json!({"model": self.model, "temperature": 0, "stream": false, "messages": messages});
        if !self.unstructured.load(Ordering::SeqCst) {
            body["response_format"] = json!({
                "type": "json_schema",
                "json_schema": {"name": "answer", "strict": true, "schema": sagwan_second::schema()},
            });
        }
        let mut request = self.agent.post(&self.address).header("Content-Type", "application/json");
        if let Some(key) = &self.key {
            request = request.header("Authorization", &format!("Bearer {key}"));
        }
        let network = |error: ureq::Error| match error {
            ureq::Error::Io(e) if e.kind() == std::io::ErrorKind::UnexpectedEof => ChatError::BrokenOff,
            other => ChatError::Network(Box::new(other)),
        };
        let mut response = request.send(body.to_string()).map_err(network)?;
        let status = response.status().as_u16();
        if status != 200 {
            return Err(ChatError::Status(status, retry_after(&response)));
        }
        let text = response.body_mut().with_config().limit(LARGEST).read_to_vec();
        reply(&String::from_utf8_lossy(&text.map_err(network)?))
    }
}

/// The seconds that a server asks to be left alone.
fn retry_after(response: &Response<Body>) -> Option<Duration> {
    let seconds: f64 = response.headers().get("retry-after")?.to_str().ok()?.trim().parse().ok()?;
    Duration::try_from_secs_f64(seconds).ok()
}

/// The answer in a response of the protocol, also where the server streams it unasked.
fn reply(body: &str) -> Result<Reply, ChatError> {
    if body.trim_start().starts_with("data:") {
        return streamed(body);
    }
    let value: Value = serde_json::from_str(body).map_err(|error| match error.is_eof() {
        true => ChatError::BrokenOff,
        false => ChatError::Protocol,
    })?;
    let choice = &value["choices"][0];
    let text = choice["message"]["content"].as_str().ok_or(ChatError::Protocol)?;
    let usage = |name: &str| value["usage"][name].as_u64();
    Ok(Reply { text: text.to_owned(), spent: usage("prompt_tokens").zip(usage("completion_tokens")) })
}

/// The answer in a stream of events; one without its end is none.
fn streamed(body: &str) -> Result<Reply, ChatError> {
    let mut text = String::new();
    for line in body.lines().filter_map(|line| line.strip_prefix("data:")) {
        if line.trim() == "[DONE]" {
            return Ok(Reply { text, spent: None });
        }
        let event: Value = serde_json::from_str(line).map_err(|_| ChatError::BrokenOff)?;
        text.push_str(event["choices"][0]["delta"]["content"].as_str().unwrap_or(""));
    }
    Err(ChatError::BrokenOff)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_come_whole_or_in_a_stream_that_ends() {
        let whole =
            r#"{"choices":[{"message":{"content":"{}"}}],"usage":{"prompt_tokens":7,"completion_tokens":2}}"#;
        let found = reply(whole).unwrap();
        assert_eq!((found.text.as_str(), found.spent), ("{}", Some((7, 2))));
        let stream = "data: {\"choices\":[{\"delta\":{\"content\":\"{\"}}]}\n\ndata: {\"choices\":[{\"delta\":{\"content\":\"}\"}}]}\n\n";
        assert_eq!(reply(&format!("{stream}data: [DONE]\n")).unwrap().text, "{}");
        for (body, broken) in [
            (stream, true),
            (whole.trim_end_matches(",\"completion_tokens\":2}}"), true),
            ("<html>busy</html>", false),
            ("{}", false),
        ] {
            let error = reply(body).unwrap_err();
            assert_eq!(matches!(error, ChatError::BrokenOff), broken, "{body}: {error}");
        }
    }

    #[test]
    fn a_key_is_sent_encrypted_or_not_at_all() {
        static STOP: AtomicBool = AtomicBool::new(false);
        let server = |address: &str, key: Option<&str>| {
            Server::new(address, "m", key.map(str::to_owned), Duration::from_secs(1), &STOP)
                .map(|s| s.address)
        };
        assert_eq!(
            server("https://models.example/v1/", Some("k")).unwrap(),
            "https://models.example/v1/chat/completions"
        );
        let whole = "http://127.0.0.1:1/v1/chat/completions";
        assert_eq!(server(whole, Some("k")).unwrap(), whole);
        assert!(server("http://models.example/v1", None).is_ok());
        for (address, key) in [
            ("http://models.example/v1", "k"),
            ("https://models.example/v1", "k\r\nHost: other"),
            ("file:///etc/passwd", "k"),
            ("models", "k"),
        ] {
            let error = server(address, Some(key)).unwrap_err().to_string();
            assert!(!error.contains("k\r"), "{error}");
        }
    }
}
