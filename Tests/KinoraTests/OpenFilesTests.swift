import Testing

@testable import Kinora

@Suite("Connections and open files")
struct OpenFilesTests {
    @Test(arguments: [(0, 16), (320, 32), (1024, 384), (20_000, 4096), (.max, 4096)])
    func connectionsLeaveRoomForTheirFiles(limit: Int, connections: Int) {
        #expect(OpenFiles.connections(under: limit) == connections)
    }
}
