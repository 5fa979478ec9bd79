/// What payment has to do with playing something.
package enum PaymentRule: Hashable, Sendable {
    /// It has to be open to the viewer, and what opens it may begin with it, as a rental does.
    case own
    /// It is played by whoever may play its title, and begins nothing: what stands beside a title.
    case likeTitle
    /// It costs nothing.
    case free
}
