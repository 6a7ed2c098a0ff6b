//! The simulator as its users see it. One binary, so that it links once.

#[cfg(test)]
mod client;
#[cfg(test)]
mod document;
#[cfg(test)]
mod http;
#[cfg(test)]
mod sockets;
