import NIOCore

/// Puts messages together out of chunks: each begins with its length in two bytes, and an empty one ends a message. An empty one between
/// messages only says that the other side is alive.
struct ChunkReader {
    /// A message may be as long as this, in bytes.
    let longest: Int

    private var waiting = ByteBuffer()
    private var message = ByteBuffer()
    private var left = 0

    init(longest: Int) { self.longest = longest }

    /// - Returns: the messages that are whole now.
    /// - Throws: `BoltFault.tooLong`.
    mutating func feed(_ bytes: ByteBuffer) throws -> [ByteBuffer] {
        var bytes = bytes
        waiting.writeBuffer(&bytes)
        var messages: [ByteBuffer] = []
        while waiting.readableBytes > 0 {
            if left == 0 {
                guard let length = waiting.readInteger(as: UInt16.self) else { break }
                left = Int(length)
                guard left == 0 else {
                    guard message.readableBytes + left <= longest else { throw BoltFault.tooLong }
                    continue
                }
                guard message.readableBytes > 0 else { continue }
                messages.append(message)
                message = ByteBuffer()
            } else if var part = waiting.readSlice(length: min(left, waiting.readableBytes)) {
                left -= part.readableBytes
                message.writeBuffer(&part)
            }
        }
        waiting.discardReadBytes()
        return messages
    }

    /// Cuts a message into chunks.
    static func chunks(of message: ByteBuffer) -> ByteBuffer {
        var message = message
        var chunks = ByteBuffer()
        while let length = UInt16(exactly: min(message.readableBytes, Int(UInt16.max))), length > 0,
            var part = message.readSlice(length: Int(length))
        {
            chunks.writeInteger(length)
            chunks.writeBuffer(&part)
        }
        chunks.writeInteger(UInt16(0))
        return chunks
    }
}
