internal import AsyncHTTPClient
internal import NIOCore
internal import NIOHTTP1

extension HTTPTransport {
  public func open(_ request: TransportRequest) async throws(TransportError) -> TransportStream {
    let prepared = try Self.prepare(request)
    let progress = ExchangeProgress(hasBody: !request.body.isEmpty)
    let response = try await withDeadline(request.deadline, progress) {
      [streamClient, connectLimit, restLimit] in
      do {
        let outgoing = Self.outgoing(request, prepared, progress)
        return .success(try await streamClient.execute(outgoing, deadline: .distantFuture))
      } catch let error as HTTPClientError where error == .readTimeout {
        return .failure(.timedOut(.waiting, after: restLimit))
      } catch {
        return .failure(TransportError(error, at: progress.phase, connectLimit: connectLimit))
      }
    }.get()
    return TransportStream(head: Self.head(of: response), chunks: chunks(of: response.body))
  }

  private func chunks(of body: HTTPClientResponse.Body) -> TransportChunks {
    TransportChunks { [connectLimit, restLimit] in
      var parts = body.makeAsyncIterator()
      return TransportChunks.Iterator { () throws(TransportError) in
        do {
          guard let part = try await parts.next(isolation: #isolation) else {
            // A canceled reader sees an end that is none.
            if Task.isCancelled { throw TransportError.cancelled(mayHaveBeenReceived: true) }
            return nil
          }
          return Array(part.readableBytesView)
        } catch let error as HTTPClientError where error == .readTimeout {
          throw .timedOut(.reading, after: restLimit)
        } catch {
          throw TransportError(error, at: .reading, connectLimit: connectLimit)
        }
      }
    }
  }
}
